/** What the preview is made from, besides the template itself: one plain object, written by `candor template preview`. */
import type { LayerProps } from '../../../remotion/layer.ts';
import type { Brand } from '../../../remotion/template.ts';

export interface PreviewPerson {
  /** "home-3001", "nobody", "edge 1" … */
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Measured for this person in the template's first format and locale. */
  readonly layer: LayerProps;
}

export interface PreviewView {
  readonly brand: Brand;
  readonly people: readonly PreviewPerson[];
}

/** Id of the element that holds it as JSON. */
export const VIEW = 'preview';
