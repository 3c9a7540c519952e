/** The room's door: what was used, as data, and the forms it takes. */
export { captions, descriptions, type SpokenScene, transcript, withStatement } from './captions.ts';
export { type DiscloseInput, disclose } from './disclose.ts';
export { type CampaignTexts, layerFor } from './layer.ts';
export { type Finding, lint } from './lint/index.ts';
export { type Compare, lintPixels } from './lint/pixels.ts';
export { type Measured, measure } from './measure.ts';
export { metadataJson } from './metadata.ts';
export { type ErasureInput, erasureReceipt, type ReceiptInput, receipt } from './receipt.ts';
export { ACTS, type RightsAct, rightsIn } from './rights.ts';
export { TELLING, type Telling, type TellingKind, tellingPeople } from './telling.ts';
export type * from './types.ts';
export { disclosureSchema } from './types.ts';
