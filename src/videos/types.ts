/** What the other rooms know of a video. */
import type { Readable } from 'node:stream';
import type { LayerProps } from '../../remotion/layer.ts';
import type { Format } from '../../remotion/template.ts';
import type { Verdict } from '../consent/types.ts';
import type { Influence } from '../disclosure/types.ts';
import type { Piece, SoundPieces } from '../render/index.ts';
import type { ByteRange } from '../storage/index.ts';
import type { VideoStatus } from '../storage/tables.ts';

export type { VideoStatus } from '../storage/tables.ts';

/** Measured once a version. Times in seconds, end exclusive; frames of `influence` and `layer` count through the scenes, as a `VideoShape` does. */
export interface VideoFacts {
  readonly influence: readonly Influence[];
  readonly words: readonly { readonly scene: string; readonly text: string }[];
  readonly scenes: readonly {
    readonly id: string;
    readonly title: string;
    readonly start: number;
    readonly end: number;
    /** Off the linear way: in the stream after its end, and not in the MP4. */
    readonly aside?: boolean;
  }[];
  /** Of the linear way. */
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly layer: LayerProps;
}

/** The version that the gate's answer of this moment asks for. */
export interface CurrentVideo {
  readonly id: string;
  /** Names the picture and says nothing of it: an HMAC, hex. */
  readonly version: string;
  readonly status: VideoStatus;
  /** Why it failed: a code. */
  readonly code?: string;
  /** Length of the MP4 once it is ready. */
  readonly bytes?: number;
  readonly campaignId: string;
  readonly template: string;
  readonly locale: string;
  readonly format: Format;
  readonly facts: VideoFacts;
  /** Whether it belongs to one person. A person without any granted field has a version of their own too. */
  readonly personal: boolean;
  /** Only of a personal one. */
  readonly recipientUuid?: string;
  readonly verdict?: Verdict;
  /** In the campaign's own format: the one whose state is the recipient's. */
  readonly main: boolean;
}

/** Why somebody's link shows the general version. */
export interface OnlyGeneral {
  readonly general: string;
  readonly campaignId: string;
}

export interface Videos {
  /** The campaign's video without any personal data. Throws `unknown-campaign`, `unknown-template`. */
  general(campaignId: string, o?: { format?: Format; locale?: string }): Promise<CurrentVideo>;
  /**
   * Asks the gate now, and plans (measures) the version where it is new; older ones of the same format are buried. After
   * twenty new ones within an hour it answers the general version (`too-often`) until there may be another.
   * Throws `unknown-recipient`, `unknown-template`; a FrameError where the template fails, which the recipient's row
   * then shows as `failed`: asking again is trying again. `watched`: somebody waits for its first picture.
   */
  personal(uuid: string, o?: { format?: Format; watched?: boolean }): Promise<CurrentVideo | OnlyGeneral>;
  /** Queues it, or moves it to the front; nothing to do for one that is ready or failed, or in a paused campaign. */
  request(video: CurrentVideo, priority: 'watch' | 'campaign'): Promise<void>;
  /** Draws a failed one again. */
  retry(video: CurrentVideo): Promise<void>;
  /** Whether this version may be served: the gate's answer of now. Those who ask at once share one question. */
  allowed(video: { readonly id: string }): Promise<boolean>;
  /** The MP4 or a range of it, opened. Throws `not-ready`, or `file-missing` of storage. */
  read(video: CurrentVideo, range?: ByteRange): Promise<Readable>;
  /** Waits at most `ms` until it is ready or failed; answers its status then, undefined when the version is gone. */
  waitReady(id: string, ms: number, signal?: AbortSignal): Promise<VideoStatus | undefined>;
  readonly stream: VideoStream;
  /** A still of the video as JPEG, 1280 pixels wide at most. */
  poster(video: CurrentVideo): Promise<Buffer>;
  /** Takes jobs from the queue, until closed. */
  work(o: { concurrency: number }): { close(): Promise<void> };
  /** Takes kept segments away, least recently used first, until they are within the bound. Answers how many went. */
  sweep(): Promise<number>;
  close(): Promise<void>;
}

/** A video while it is being drawn: the timeline is known at once, each piece when it is there. */
export interface VideoStream {
  /** In playing order, frames of the whole video; none where videos are drawn whole by Remotion. */
  pieces(video: CurrentVideo): readonly Piece[];
  /**
   * The piece at `place` as CMAF, on the video's clock. Moves its drawing to the front and waits at most `ms` for it;
   * undefined when that was not enough, or when it will not be drawn.
   */
  segment(
    video: CurrentVideo,
    place: number,
    ms: number,
    signal: AbortSignal,
  ): Promise<{ readonly init: Buffer; readonly media: Buffer } | undefined>;
  sound(video: CurrentVideo): Promise<SoundPieces>;
}

export type VideoProblem =
  | 'unknown-campaign'
  | 'unknown-recipient'
  | 'unknown-template'
  /** The person's row changed while the version was planned: ask again. */
  | 'changed'
  | 'not-ready'
  | 'cannot-draw';

export class VideoError extends Error {
  override name = 'VideoError';
  readonly code: VideoProblem;
  constructor(code: VideoProblem, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
