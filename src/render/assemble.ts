/** Segments and sound to one fast-start MP4, by copy; what it tells of itself goes into its metadata. */
import { writeFile } from 'node:fs/promises';
import { readSegment } from './encode/cmaf.ts';
import { writeMp4 } from './encode/mp4.ts';
import type { Plan } from './plan.ts';
import type { SoundTrack } from './sound.ts';
import { soundFrames } from './sound-pieces.ts';
import type { RenderJob } from './types.ts';

/** Joins in order; throws when a segment is not whole or was encoded with other settings. Answers the file's size. */
export async function assemble(o: {
  readonly plan: Omit<Plan, 'segments' | 'builds'>;
  readonly segments: readonly Buffer[];
  readonly sound: SoundTrack;
  readonly metadata: RenderJob['metadata'];
  readonly file: string;
}): Promise<number> {
  const { title, disclosure } = o.metadata;
  const bytes = writeMp4({
    ...o.plan,
    video: o.segments.map(readSegment),
    sound: await soundFrames(o.sound),
    // The disclosure goes where players and `exiftool` look: the comment. It holds no values.
    tags: { '\u00a9nam': title, '\u00a9cmt': disclosure, desc: title },
  });
  await writeFile(o.file, bytes);
  return bytes.length;
}
