/**
 * The stream under the video element: it plays while the rest is still being drawn. Where a browser cannot, or the stream
 * fails, the element's own source (the MP4) is loaded; where that fails too, whoever listens is told.
 */
import Hls, { type ErrorData } from 'hls.js';

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

export function startStreaming(video: HTMLVideoElement, events: StreamingEvents): Streaming {
  let hls: Hls | undefined;
  let mends = 0;
  const end = (): void => {
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
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR && mends <= MENDS) hls?.recoverMediaError();
      else fail();
    }
  };

  return {
    load(address, at) {
      end();
      mends = 0;
      if (address === undefined) return fall(at);
      if (!Hls.isSupported()) {
        if (!video.canPlayType('application/vnd.apple.mpegurl')) return fall(at);
        video.src = address;
        video.currentTime = at;
        video.addEventListener('error', fail, { once: true });
        return;
      }
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
    },
  };
}
