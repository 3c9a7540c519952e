/** What a template imports, and all that other rooms know of the picture. */
export { MAX_FIELDS, TEMPLATE_CODES, type TemplateCode, TemplateError } from './check.ts';
export * from './define.ts';
export { Layer, type LayerViewProps } from './disclosure/layer.tsx';
export { type Reserve, reserveOf } from './disclosure/reserve.ts';
export { shownUses } from './disclosure/shown.ts';
export { readingSeconds, type StatementWords, statementText, statementWords } from './disclosure/statement.ts';
export { fontFiles, stylesheet } from './fonts/stylesheet.ts';
export { type ResolveOptions, resolveInteractions, textOf } from './interactions/resolve.ts';
// Its schemas are no template's: what a template can reach is frozen, and schemas settle on their first use.
export type {
  DeclaredInteraction,
  Interaction,
  InteractionBox,
  InteractionKind,
  InteractionText,
  Next,
} from './interactions/schema.ts';
export { nextOf, type StoryScene, unreachable } from './interactions/story.ts';
export { widthOf } from './kit/advance.ts';
export { Bars, type BarsProps } from './kit/bars.tsx';
export { clean, graphemes } from './kit/clean.ts';
export { contrast, legible, parseColour, toHex } from './kit/colour.ts';
export { FACES, type Face, type FaceName } from './kit/faces.ts';
export { BigNumber, type BigNumberProps, Comparison, type ComparisonProps } from './kit/figures.tsx';
export { type FitLine, type FitOptions, type Fitted, fit, type Run, type Words } from './kit/fit.ts';
export {
  type DateInput,
  formatDate,
  formatList,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatWeekday,
} from './kit/format.ts';
export {
  between,
  type Ease,
  type EnterOptions,
  easeInOut,
  easeOut,
  enter,
  leave,
  linear,
  progress,
  snap,
  snapFade,
  springOnce,
} from './kit/motion.ts';
export { Page, Place, type PlaceProps } from './kit/page.tsx';
export { assetUrl, Picture, type PictureProps } from './kit/picture.tsx';
export { markColour, type Stage, useMark, useStage } from './kit/stage.ts';
export {
  FittedText,
  type FittedTextProps,
  faceProps,
  MarkLine,
  Personal,
  type PersonalProps,
  Text,
  type TextProps,
} from './kit/text.tsx';
export type * from './layer.ts';
export { direction, localise } from './localise.ts';
export {
  inTimelineOrder,
  linearFrames,
  type ShapeScene,
  sceneAt,
  shapeOf,
  sizeOf,
  type Timeline,
  type TimelineScene,
  timeline,
  toShape,
  type VideoShape,
} from './shape.ts';
export * from './template.ts';
export { COLOURS, MARKS, type Mark, type Tone, tokensCss } from './tokens.ts';
export { CandorVideo, type CandorVideoProps, SceneFrame, type SceneFrameProps, stageOf } from './video.tsx';
