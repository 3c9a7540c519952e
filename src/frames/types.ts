/** What a frame is, seen from outside the confined process that makes it. */

import type { DeclaredInteraction, Next } from '../../remotion/interactions/schema.ts';
import type { LayerProps } from '../../remotion/layer.ts';
import type { Brand, Format, Localised } from '../../remotion/template.ts';
import type { Consented, Profile } from '../consent/types.ts';

export interface FieldCard {
  readonly key: string;
  readonly label: Localised;
  readonly category: string;
  readonly source: Localised;
  readonly why: Localised;
  /** Only the viewer gives it, by an act of their own. */
  readonly from?: 'viewer';
  /** JSON Schema of the value (draft 2020-12), made from the field's zod schema. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface SceneCard {
  readonly id: string;
  readonly title: Localised;
  /** First frame, counted through the scenes as in a `VideoShape`, and number of frames. */
  readonly from: number;
  readonly frames: number;
  readonly uses: readonly string[];
  readonly opaque: boolean;
  /** Off the linear way. */
  readonly aside?: boolean;
  /** Where the story goes after it, the first that holds; the last one always does. Absent: to the scene that follows. */
  readonly next?: readonly Next[];
}

/** A template as data: everything the service needs to know without running a line of it. */
export interface TemplateCard {
  readonly id: string;
  readonly version: string;
  /** Hash of the built code, assets and fonts: two cards with one build draw the same pictures. */
  readonly build: string;
  readonly title: Localised;
  readonly purpose: string;
  readonly purposeText: Localised;
  readonly fps: number;
  readonly formats: Readonly<Partial<Record<Format, { readonly width: number; readonly height: number }>>>;
  readonly locales: readonly string[];
  readonly fields: readonly FieldCard[];
  /** JSON Schema of the campaign's content; every key has a default. */
  readonly content: Readonly<Record<string, unknown>>;
  /** The linear way first, then what is off it. */
  readonly scenes: readonly SceneCard[];
  readonly interactions: readonly { readonly scene: string; readonly interaction: DeclaredInteraction }[];
  /** Absolute path of the mixed soundtrack's parts, for `src/render`. */
  readonly soundtrack?: {
    readonly bed: string;
    /** Seconds of the video; of an aside, from where the linear way has ended. */
    readonly cues: readonly { readonly at: number; readonly file: string; readonly aside?: true }[];
  };
  /** Sample audience rows (CONTRACT, "Audience"). */
  readonly sample: readonly unknown[];
  readonly folder: string;
}

/** What a video shows before the disclosure layer: the scenes of one template for one person. */
export interface SceneRequest {
  readonly template: string;
  readonly format: Format;
  readonly locale: string;
  readonly brand: Brand;
  /** Checked against the card's content schema. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly data: Consented<Profile>;
}

/** The whole video: the scenes, the disclosure layer over them and the statement scene at the end. */
export interface VideoRequest extends SceneRequest {
  readonly layer: LayerProps;
}

/** Fingerprints of one scene's frames without the layer, for one subset of its fields. */
export interface SceneVariant {
  readonly scene: string;
  readonly fields: readonly string[];
  /** One hash a frame, scene-relative. */
  readonly hashes: readonly string[];
  /** What `describe` says with these fields. */
  readonly words: string;
}

/** One picture of a video. Equal fingerprints are the same picture, between people and campaigns. */
export interface Picture {
  readonly fingerprint: string;
  /** Empty in an opaque scene, which Remotion draws whole. */
  readonly markup: string;
}

/** The page that markup is put into: stylesheet text, and own files (absolute paths) by the URL that markup and stylesheet use. */
export interface PicturePage {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly stylesheet: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface FrameScene {
  readonly id: string;
  readonly title: string;
  readonly from: number;
  readonly frames: number;
  readonly opaque: boolean;
  /** Off the linear way, after its end. */
  readonly aside?: boolean;
}

/** Every frame of a video as pictures: `frames[i]` is an index into `pictures`. */
export interface FrameSet extends PicturePage {
  /** The linear way with the statement scene (`disclosure`) at its end, then what is off it; frames end exclusive. */
  readonly scenes: readonly FrameScene[];
  readonly frames: readonly number[];
  readonly pictures: readonly Picture[];
}

/** One frame alone: for posters and stills. */
export interface FrameSample extends PicturePage, Picture {
  readonly scene: FrameScene;
}

/** Subsets of a scene's fields to draw; fields that a person does not have are ignored. */
export interface Wanted {
  readonly scene: string;
  readonly subsets: readonly (readonly string[])[];
}
