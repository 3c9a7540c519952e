/**
 * The stream under the video element: it plays while the rest is still being drawn. Where a browser cannot, or the stream
 * fails, the element's own source (the MP4) is loaded; where that fails too, whoever listens is told.
 */
import type HlsLibrary from 'hls.js';
import type { ErrorData } from 'hls.js';

export interface Streaming {
  /** Loads `address` from `at` seconds on; `undefined`: there is no stream, the element's source is loaded. */
  load(address: string | undefined, at: number): void;
}

export interface StreamingEvents {
  /** The version on the way has ended: there is a newer one, or none. */
  onEnded(): void;
  onLoaded(): void;
  /** The stream failed, and the file is loaded instead. */
  onFile(): void;
  /** The file failed too: the element has nothing to show. */
  onNothing(): void;
}

/** A piece that is being drawn answers within half a minute; a player that gives up sooner only asks again. */
const FIRST_BYTE_MS = 40_000;
/** A media error is mended this often; then the stream counts as failed. */
const MENDS = 2;

/** Most of this page's script, and nothing a first look waits for. A browser that plays streams by itself never loads it. */
async function libraryFor(video: HTMLVideoElement): Promise<typeof HlsLibrary | 'native' | undefined> {
  if ('MediaSource' in window || 'ManagedMediaSource' in window) {
    const Hls = await import('hls.js').then(
      (module) => module.default,
      () => undefined,
    );
    if (Hls?.isSupported()) return Hls;
  }
  return video.canPlayType('application/vnd.apple.mpegurl') ? 'native' : undefined;
}

export function startStreaming(video: HTMLVideoElement, events: StreamingEvents): Streaming {
  let hls: HlsLibrary | undefined;
  let mends = 0;
  /** What is loaded now; a library that arrives later is not for it any more. */
  let turn = 0;
  const end = (): void => {
    turn += 1;
    hls?.destroy();
    hls = undefined;
  };

  const fall = (at: number): void => {
    end();
    video.removeAttribute('src');
    const source = video.querySelector('source');
    source?.addEventListener('error', () => events.onNothing(), { once: true });
    video.load();
    if (at > 0) video.currentTime = at;
  };

  const fail = (): void => {
    const at = video.currentTime;
    events.onFile();
    fall(at);
  };

  const failed = (data: ErrorData): void => {
    if (data.response?.code === 410) {
      end();
      events.onEnded();
    } else if (data.fatal) {
      mends += 1;
      if (data.type === 'mediaError' && mends <= MENDS) hls?.recoverMediaError();
      else fail();
    }
  };

  const stream = async (address: string, at: number): Promise<void> => {
    const mine = turn;
    const Hls = await libraryFor(video);
    if (turn !== mine) return;
    if (Hls === undefined) fall(at);
    else if (Hls === 'native') {
      video.src = address;
      video.currentTime = at;
      video.addEventListener('error', fail, { once: true });
    } else {
      const policy = {
        default: {
          ...Hls.DefaultConfig.fragLoadPolicy.default,
          maxTimeToFirstByteMs: FIRST_BYTE_MS,
          maxLoadTimeMs: 2 * FIRST_BYTE_MS,
        },
      };
      hls = new Hls({
        startPosition: at,
        maxBufferLength: 20,
        enableWorker: false,
        fragLoadPolicy: policy,
      });
      hls.on(Hls.Events.ERROR, (_, data) => failed(data));
      hls.on(Hls.Events.FRAG_BUFFERED, () => events.onLoaded());
      hls.loadSource(address);
      hls.attachMedia(video);
    }
  };

  return {
    load(address, at) {
      end();
      mends = 0;
      if (address === undefined) fall(at);
      else void stream(address, at);
    },
  };
}
