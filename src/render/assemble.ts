/** Segments and the track of sound to one fast-start MP4, by copy; what it tells of itself goes into its metadata. */
import { stat } from 'node:fs/promises';
import { placeSegment } from './encode/cmaf.ts';
import { runFfmpeg } from './ffmpeg.ts';
import type { RenderJob } from './types.ts';

export interface Part {
  readonly bytes: Buffer;
  /** First frame in the video. */
  readonly from: number;
}

/** Joins in order; throws when a part is not a whole segment or was encoded with other settings. Answers the file's size. */
export async function assemble(o: {
  parts: readonly Part[];
  sound: string;
  seconds: number;
  metadata: RenderJob['metadata'];
  file: string;
  signal?: AbortSignal;
}): Promise<number> {
  const stream: Buffer[] = [];
  let init: Buffer | undefined;
  for (const [index, part] of o.parts.entries()) {
    const placed = placeSegment(part.bytes, part.from, index + 1);
    if (!init) {
      init = placed.init;
      stream.push(init);
    } else if (!init.equals(placed.init)) throw new Error('segments of one video differ in their settings');
    stream.push(placed.media);
  }
  await runFfmpeg(
    {
      args: [
        ...['-f', 'mp4', '-i', 'pipe:0', '-i', o.sound, '-map', '0:v:0', '-map', '1:a:0', '-c', 'copy'],
        ...['-t', String(o.seconds), ...metadataArgs(o.metadata), '-movflags', '+faststart', '-f', 'mp4', o.file],
      ],
      deadline: 60_000,
      ...(o.signal ? { signal: o.signal } : {}),
    },
    Buffer.concat(stream),
  );
  return (await stat(o.file)).size;
}

/** The disclosure goes where players and `exiftool` look: `comment`. It holds no values. */
export const metadataArgs = (metadata: RenderJob['metadata']): string[] => [
  ...['-map_metadata', '-1', '-metadata', `title=${metadata.title}`],
  ...['-metadata', `comment=${metadata.disclosure}`, '-metadata', `description=${metadata.title}`],
];
