/** The room's door: what was used, as data, and the forms it takes. */
export { captions, type SpokenScene, transcript } from './captions.ts';
export { disclose, type DiscloseInput } from './disclose.ts';
export { type CampaignTexts, layerFor } from './layer.ts';
export { type Finding, lint } from './lint/index.ts';
export { measure, type Measured } from './measure.ts';
export { metadataJson } from './metadata.ts';
export { receipt, type ReceiptInput } from './receipt.ts';
export { ACTS, rightsIn, type RightsAct } from './rights.ts';
export type * from './types.ts';
