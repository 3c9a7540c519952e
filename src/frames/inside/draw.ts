/**
 * Draws what a job asks for. All variants of a process share one warm realm; a fresh realm is the judge of whether that may be:
 * a template that fails in the shared realm but not in its own, or draws anything else there, is drawn apart.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { ANSWER_LIMIT, type LayerJob, MARKUP_LIMIT, type SceneJob, type Wire } from '../protocol.ts';
import { type RealmApi, text } from './realm.ts';

type Job = SceneJob | LayerJob;

const openedSchema = z.object({ frames: z.int().nonnegative(), words: z.string() });

/** @param realm makes a fresh realm, to be shared or not */
export function drawer(realm: (shared: boolean) => RealmApi): (job: Job) => Wire {
  let warm: RealmApi | undefined;

  function shared(job: Job): Wire {
    warm ??= realm(true);
    try {
      return drawIn(warm, job);
    } catch (thrown) {
      // Whatever it was doing, it did not finish.
      warm = undefined;
      throw thrown;
    } finally {
      warm?.close();
    }
  }

  const apart = (job: Job): Wire => ({ ...drawIn(realm(false), job), apart: true });

  return (job) => {
    if (job.op === 'layer') return shared(job);
    if (job.way === 'apart') return apart(job);
    let drawn: Wire;
    try {
      drawn = shared(job);
    } catch {
      return apart(job);
    }
    if (job.way === 'shared' || agrees(drawn, job, realm(false))) return drawn;
    warm = undefined;
    return apart(job);
  };
}

/** The words, and a few frames: first, last and one by chance. */
function agrees(drawn: Wire, job: SceneJob, judge: RealmApi): boolean {
  const last = drawn.frames.length - 1;
  const places = [...new Set([0, Math.round(Math.random() * last), last])].filter(
    (place) => place >= 0 && place <= last,
  );
  const frames = places.map((place) => job.frames?.[place] ?? place);
  const judged = drawIn(judge, { ...job, frames, markup: false });
  return judged.words === drawn.words && places.every((place, index) => hashAt(drawn, place) === hashAt(judged, index));
}

const hashAt = ({ hashes, frames }: Wire, place: number): string | undefined => hashes[frames[place] ?? -1];

function drawIn(api: RealmApi, job: Job): Wire {
  const opened = openedSchema.parse(JSON.parse(text(api.open(JSON.stringify(job)), MARKUP_LIMIT)));
  const wanted = job.frames ?? Array.from({ length: opened.frames }, (_, index) => index);
  const keep = job.op === 'layer' || job.markup;
  const known = new Map<string, number>();
  const markups: string[] = [];
  const frames: number[] = [];
  let last: string | undefined;
  let total = 0;
  for (const index of wanted) {
    if (index >= opened.frames) throw new Error('no such frame');
    const markup = text(api.frame(index), MARKUP_LIMIT);
    // Most frames hold the picture before them.
    if (markup === last) {
      frames.push(frames.at(-1) ?? 0);
      continue;
    }
    last = markup;
    const seen = seenAs(markup);
    const key = hash('sha256', seen);
    const at = known.get(key) ?? known.size;
    frames.push(at);
    if (at < known.size) continue;
    known.set(key, at);
    if (!keep) continue;
    total += seen.length;
    if (total > ANSWER_LIMIT) throw new Error('too much markup');
    markups.push(seen);
  }
  return { hashes: [...known.keys()], frames, words: opened.words, markups, apart: false };
}

/** The picture lies under an opacity of 0 until the player's page is ready; here nothing is ever not ready. */
const seenAs = (markup: string): string => markup.replace(/^(<div style="[^"]*);opacity:0"/, '$1"');
