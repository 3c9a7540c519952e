/**
 * What a template is: the shapes an author fills in. `define.ts` checks them.
 * Nothing here runs in the service's own process; see `src/frames`.
 */
import type { ComponentType } from 'react';
import type { z } from 'zod';
import type { DeclaredInteraction, Next } from './interactions/schema.ts';

/** A displayed text: one string for every locale, or one per locale (`{en: …, de: …}`). */
export type Localised = string | Readonly<Record<string, string>>;

/** Id of the statement scene, which is the layer's in every template. */
export const STATEMENT = 'disclosure';

export type Format = 'landscape' | 'portrait' | 'square';

/** The sender's look. `colour` and `logo` are checked before they get here; `logo` is the content hash of an uploaded picture. */
export interface Brand {
  readonly name: string;
  readonly colour?: string;
  readonly logo?: string;
}

export interface FieldOptions {
  readonly label: Localised;
  /** A W3C DPV-PD category, e.g. `pd:Name`. */
  readonly category: `pd:${string}`;
  /** Where the value comes from, as an end of a sentence: "from your meter". */
  readonly source: Localised;
  /** What the value is for, as an end of a sentence: "to greet you". */
  readonly why: Localised;
  /**
   * The viewer alone gives it, in the video, and only keeps it by an act of their own. A sender's value for it is not
   * accepted.
   */
  readonly from?: 'viewer';
}

export interface Field<S extends z.ZodType = z.ZodType> extends FieldOptions {
  readonly schema: S;
}

export type Fields = Readonly<Record<string, Field>>;
export type Values<F extends Fields> = { [K in keyof F]: z.output<F[K]['schema']> };

/** What a scene's component and its `describe` receive: consented values only, each possibly missing. */
export interface SceneProps<F extends Fields, U extends keyof F, C extends z.ZodType> {
  readonly data: { readonly [K in U]?: Values<F>[K] };
  readonly content: z.output<C>;
  readonly brand: Brand;
  readonly format: Format;
  readonly locale: string;
}

/** A scene after its types were checked by `scene` and `defineTemplate`; the renderer sees only this. */
export interface Scene {
  readonly id: string;
  readonly title: Localised;
  /** Fixed length; a whole number of frames at the template's fps. */
  readonly seconds: number;
  readonly uses: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the props were checked where the scene was declared
  readonly component: ComponentType<any>;
  // biome-ignore lint/suspicious/noExplicitAny: see component
  readonly describe: (props: any) => string;
  /** Markup does not decide the picture: Remotion draws the scene whole. */
  readonly opaque?: boolean;
  /** Off the linear way: not in the MP4, the poster and the e-mail; a branch or a hotspot leads to it. */
  readonly aside?: boolean;
  readonly interactions?: readonly DeclaredInteraction[];
  /**
   * Where the story goes after it, the first that holds. Where none does: to the next scene of the linear way that is
   * declared after it.
   */
  readonly next?: readonly Next[];
}

export interface Soundtrack {
  /** Path of a WAV file (48 kHz, 16 bit, stereo), relative to the template's folder. */
  readonly bed: string;
  readonly cues: readonly { readonly scene: string; readonly at: number; readonly file: string }[];
}

export interface Template<F extends Fields = Fields, C extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly version: string;
  readonly title: Localised;
  /** Compared with a consent record's purpose by string equality. */
  readonly purpose: string;
  readonly purposeText: Localised;
  readonly fps: number;
  readonly formats: Readonly<Partial<Record<Format, { readonly width: number; readonly height: number }>>>;
  readonly locales: readonly [string, ...string[]];
  /** At most eight; their order decides each field's mark. */
  readonly fields: F;
  /**
   * Must accept `{}`: every key has a default, so that a template is complete by itself. `.meta({ title, description })` of a
   * part is what the console's form calls it, and what it says beside it.
   */
  readonly content: C;
  readonly scenes: readonly Scene[];
  readonly soundtrack?: Soundtrack;
  /** Path of the sample audience (CONTRACT "Audience", a JSON array), relative to the template's folder. */
  readonly sample: string;
}
