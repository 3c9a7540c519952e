/**
 * Whether the markup is the whole picture: sampled frames as they are drawn from it, beside what Remotion draws. It finds
 * what reading source and markup cannot, such as a page that is changed behind React's back.
 */
import type { Frames } from '../../frames/index.ts';
import type { TemplateCard, VideoRequest } from '../../frames/types.ts';
import { layerFor } from '../layer.ts';
import type { Finding } from './finding.ts';
import { peopleFor, requestFor } from './people.ts';

/**
 * Draws frames both ways; answers by frame how far they are apart, 0–255, in whichever channel it is most. Rejects with the
 * code `template-failed` where Remotion meets an error of the template.
 */
export type Compare = (
  video: VideoRequest,
  frames: readonly number[],
) => Promise<ReadonlyMap<number, { readonly apart: number }>>;

/** How far two pictures may be apart and still be the same: what smoothing an edge leaves. */
const NEAR = 2;
/** Videos to look into: people, formats and locales are spread over them. */
const MOST_VIDEOS = 8;
/** The golden ratio: places that never repeat, and leave no part of a scene out for long. */
const STEP = 0.618;

/** @param frames where the template is served. An empty answer: every sampled picture is what Remotion draws. */
export async function lintPixels(frames: Frames, card: TemplateCard, compare: Compare): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  for (const [index, video] of samplesOf(card).entries()) {
    const { scenes } = await frames.frames(video);
    const wanted = scenes.map((scene) => scene.from + Math.floor(scene.frames * (((index + 1) * STEP) % 1)));
    let compared: Awaited<ReturnType<Compare>>;
    try {
      compared = await compare(video, wanted);
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== 'template-failed') throw cause;
      return [{ code: 'template-failed', detail: `Remotion cannot draw it (${video.format}, ${video.locale})` }];
    }
    for (const [frame, { apart }] of compared) {
      const scene = scenes.find(({ from, frames: length }) => frame >= from && frame < from + length)?.id ?? '';
      if (apart <= NEAR || found.has(scene)) continue;
      const where = `frame ${frame}, ${video.format}, ${video.locale}`;
      found.set(scene, {
        code: 'other-picture',
        scene,
        detail: `its markup is not its picture: ${apart} of 255 apart from what Remotion draws (${where})`,
      });
    }
  }
  return [...found.values()];
}

/** Nobody, the sample's people and those at the ends of the schemas, each in the next format and locale. */
function samplesOf(card: TemplateCard): VideoRequest[] {
  const people = [{}, ...peopleFor(card)];
  const views = Object.keys(card.formats).flatMap((format) => card.locales.map((locale) => ({ format, locale })));
  const many = Math.min(MOST_VIDEOS, Math.max(people.length, views.length));
  return Array.from({ length: many }, (_, index) => {
    const person = people[index % people.length] ?? {};
    const { format, locale } = views[index % views.length] as (typeof views)[number];
    const r = requestFor(card, locale, format, person);
    const influence = card.scenes.flatMap(({ id, from, frames, uses }) =>
      uses.filter((field) => field in person).map((field) => ({ scene: id, field, from, to: from + frames })),
    );
    return {
      ...r,
      layer: layerFor(card, { ...SENDER, purpose: card.purpose, purposeText: card.purposeText }, influence),
    };
  });
}

const SENDER = {
  controller: { name: 'Northlight', address: '', email: '', privacyUrl: '' },
  ...{ sources: {}, sharedWith: [], processors: [], retentionDays: 30 },
};
