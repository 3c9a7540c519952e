/** What live play is drawn from, and what it can do: shared by the page's small script and the one with React in it. */
import type { LayerProps } from '../../../../remotion/layer.ts';
import type { TimelineScene } from '../../../../remotion/shape.ts';
import type { Brand, Format } from '../../../../remotion/template.ts';

/** `live.json`: everything but the person's values. */
export interface LiveSource {
  /** Addresses of the script that draws, and of the style sheet its frames need. */
  readonly script: string;
  readonly style: string;
  /** The version of the video this is; the same as the page's. */
  readonly version: string;
  readonly format: Format;
  readonly locale: string;
  readonly brand: Brand;
  readonly content: Readonly<Record<string, unknown>>;
  readonly layer: LayerProps;
}

/** What a frame depends on besides its number. */
export type LiveProps = Omit<LiveSource, 'script' | 'style' | 'version'> & {
  /** Consented values only. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Those of them that were entered on this device and not measured by the service yet. */
  readonly entered: readonly string[];
};

/** Part of the picture, as fractions of its width and height. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What in a frame comes from one field. */
export interface Outline {
  readonly field: string;
  /** Its place among the template's fields, 0–7. */
  readonly mark: number;
  readonly rects: readonly Rect[];
}

export interface LivePicture {
  readonly fps: number;
  /** Of the whole video, in the version that it was given; what was only changed on this device moves no scene. */
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly scenes: readonly TimelineScene[];
  /** Draws this frame, at once. */
  show(frame: number): void;
  /** Draws the frame that is shown from other props, at once. */
  update(props: LiveProps): void;
  /**
   * What differs in the frame with and without each field that it was given: measured in its elements. Fields without any
   * visible difference are left out.
   */
  outlines(frame: number): readonly Outline[];
  close(): void;
}

/** What the script with React exports. */
export interface LiveModule {
  /**
   * Draws into `host` once style and fonts are there.
   * @param onFail told when the template fails: the picture is worth nothing then
   */
  open(host: HTMLElement, style: string, props: LiveProps, onFail: () => void): Promise<LivePicture>;
}
