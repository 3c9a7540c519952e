/**
 * The stream under the video element: it plays while the rest is still being drawn. Where a browser cannot, or the stream
 * fails, the element's own source (the MP4) plays.
 */
import Hls, { type ErrorData } from 'hls.js';

export interface Streaming {
  /** Plays `address` from `at` seconds on; `undefined`: there is no stream, the element's source plays. */
  load(address: string | undefined, at: number): void;
}

export interface StreamingEvents {
  /** The version on the way has ended: there is a newer one, or none. */
  onEnded(): void;
  onPlaying(): void;
}

/** A piece that is being drawn answers within half a minute; a player that gives up sooner only asks again. */
const FIRST_BYTE_MS = 40_000;

export function startStreaming(video: HTMLVideoElement, events: StreamingEvents): Streaming {
  let hls: Hls | undefined;
  const end = (): void => {
    hls?.destroy();
    hls = undefined;
  };

  const fall = (): void => {
    end();
    const at = video.currentTime;
    video.removeAttribute('src');
    video.load();
    video.currentTime = at;
  };

  const failed = (data: ErrorData): void => {
    if (data.response?.code === 410) {
      end();
      events.onEnded();
    } else if (data.fatal) {
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR) hls?.recoverMediaError();
      else fall();
    }
  };

  return {
    load(address, at) {
      end();
      if (address === undefined) return fall();
      if (!Hls.isSupported()) {
        if (!video.canPlayType('application/vnd.apple.mpegurl')) return fall();
        video.src = address;
        video.currentTime = at;
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
      hls.on(Hls.Events.FRAG_BUFFERED, () => events.onPlaying());
      hls.loadSource(address);
      hls.attachMedia(video);
    },
  };
}
