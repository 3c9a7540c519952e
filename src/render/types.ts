/** What rendering takes and gives. */
import type { VideoRequest } from '../frames/types.ts';
import type { Shelf } from './segments.ts';
import type { Demand } from './studio.ts';

export type RenderMode = 'reuse' | 'plain';

/** What is drawn, and for whom. */
export interface DrawJob {
  readonly video: VideoRequest;
  /** Where its segments are kept. Absent: none is taken or kept. */
  readonly shelf?: Shelf;
  /** What of it is wanted first. */
  readonly demand?: Demand;
  readonly signal?: AbortSignal;
  /** Called with 0–1, rising. */
  readonly onProgress?: (done: number) => void;
}

export interface RenderJob extends DrawJob {
  /** Goes into the file's metadata: the disclosure as JSON, without values. */
  readonly metadata: { readonly title: string; readonly disclosure: string };
  readonly mode: RenderMode;
  /** Folder of this job; the caller removes it. */
  readonly folder: string;
}

export interface RenderedVideo {
  /** Absolute path of a fast-start H.264 + AAC MP4 inside the job's folder. */
  readonly file: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly frames: number;
  /** Pictures that Chromium drew for this job; the rest was held or reused. */
  readonly drawn: number;
}

/** Failure codes that leave this room. The kind decides about retrying. */
export const RENDER_FAILURES = {
  'template-failed': { retry: false },
  'template-timeout': { retry: false },
  'browser-failed': { retry: true },
  'encoder-failed': { retry: true },
  'no-space': { retry: true },
  /** The job took its worker down too often. Only the queue's keeper says so. */
  'worker-lost': { retry: false },
  cancelled: { retry: false },
} as const;
export type RenderFailure = keyof typeof RENDER_FAILURES;

export class RenderError extends Error {
  override name = 'RenderError';
  readonly code: RenderFailure;
  constructor(code: RenderFailure, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
