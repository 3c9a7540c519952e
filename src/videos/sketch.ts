/** What a video would be made of, before anybody is in a campaign: its plan, from the gate's answer alone. Nothing is kept. */
import type { Consented, Profile } from '../consent/types.ts';
import { layerFor, measure } from '../disclosure/index.ts';
import { picturesOf, planVideo } from '../render/index.ts';
import { type Asking, sketchRequest } from './wanted.ts';

/** One segment: `address` names its pictures, so that what people share can be counted once. */
export interface SketchedSegment {
  readonly address: string;
  readonly personal: boolean;
  readonly pictures: number;
}

export interface Sketch {
  readonly segments: readonly SketchedSegment[];
  /** Of the whole timeline. */
  readonly seconds: number;
}

/** Throws `unknown-campaign`, `unknown-template`; a FrameError where the template fails. */
export async function sketchVideo(
  d: Asking,
  campaignId: string,
  who: { readonly locale?: string | undefined; readonly data: Consented<Profile> },
): Promise<Sketch> {
  const { request, card, texts, workspaceKey } = await sketchRequest(d, campaignId, who);
  const { influence } = await measure(d.frames, card, request);
  const layer = layerFor(card, texts, influence);
  const set = await d.frames.frames({ ...request, layer });
  const plan = planVideo(set, layer.uses, { cacheKey: workspaceKey, builds: [] });
  return {
    seconds: plan.frames / plan.fps,
    segments: plan.segments.map(({ address = '', personal, runs }) => ({
      address,
      personal,
      pictures: picturesOf([{ runs }]),
    })),
  };
}
