/**
 * What the disclosure layer is drawn from. No value and no date of a person is among it, so that
 * equal use gives equal pictures for everybody.
 */
import type { Localised } from './template.ts';

/** One field in the picture, in frames counted through the scenes (see `VideoShape`), end exclusive. */
export interface Use {
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

/** A field as the marker and the statement name it. `mark` is its place among the template's fields, 0–7. */
export interface MarkedField {
  readonly key: string;
  readonly mark: number;
  readonly label: Localised;
  readonly source: Localised;
  readonly why: Localised;
}

/** The sender's side of the statement scene: the same for everyone in a campaign. */
export interface Statement {
  readonly controller: string;
  readonly purposeText: Localised;
  readonly selectedBecause?: Localised;
  readonly sharedWith: readonly { readonly name: Localised; readonly why: Localised }[];
  readonly retentionDays: number;
  /** The sender tries what its fields are worth: some people see the video without one, by chance. */
  readonly trial?: boolean;
}

export interface LayerProps {
  /** Every field of the template, in its order. */
  readonly fields: readonly MarkedField[];
  /** Measured: where each used field is in the picture. Empty: the general video. */
  readonly uses: readonly Use[];
  readonly statement: Statement;
}
