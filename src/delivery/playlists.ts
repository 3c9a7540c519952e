/** HLS playlists (RFC 8216, CMAF media): whole at once, because the timeline is known before anything is drawn. */

/** Address of a part of the stream, relative to the playlist that names it. */
export type Address = (name: string) => string;

export interface Rendition {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** RFC 6381. */
  readonly codecs: string;
}

/** Bits a second that a player may plan with; what is really sent is less. */
const BANDWIDTH = 2_500_000;

export function masterPlaylist({ width, height, fps, codecs }: Rendition, at: Address): string {
  return lines(
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,URI="${at('sound.m3u8')}"`,
    `#EXT-X-STREAM-INF:BANDWIDTH=${BANDWIDTH},CODECS="${codecs}",RESOLUTION=${width}x${height},FRAME-RATE=${fps},AUDIO="sound"`,
    at('pictures.m3u8'),
  );
}

/** `lengths` in seconds; pieces are called `<prefix><place>.m4s`, their init part `<prefix>init.mp4`. */
export function mediaPlaylist(lengths: readonly number[], prefix: string, at: Address): string {
  return lines(
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...lengths))}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${at(`${prefix}init.mp4`)}"`,
    ...lengths.flatMap((seconds, place) => [`#EXTINF:${seconds.toFixed(6)},`, at(`${prefix}${place}.m4s`)]),
    '#EXT-X-ENDLIST',
  );
}

const lines = (...all: string[]): string => `${['#EXTM3U', ...all].join('\n')}\n`;
