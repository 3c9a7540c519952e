/** The measured facts of a version: made once, resting sealed under the key of whom they are about. */
import type { LayerProps } from '../../remotion/layer.ts';
import { timeline } from '../../remotion/shape.ts';
import { layerFor, measure, withStatement } from '../disclosure/index.ts';
import type { Frames } from '../frames/index.ts';
import { type DataKey, seal, unseal } from '../storage/index.ts';
import type { VideoFacts } from './types.ts';
import type { Wanted } from './wanted.ts';

/** @param onFirst told what the layer is of as far as it shows in the first scene, before the others are measured */
export async function measureFacts(
  frames: Frames,
  wanted: Wanted,
  onFirst: (layer: LayerProps) => void = () => {},
): Promise<VideoFacts> {
  const { card, request, texts } = wanted;
  const { influence, words } = await measure(frames, card, request, undefined, (first) =>
    onFirst(layerFor(card, texts, first)),
  );
  const layer = layerFor(card, texts, influence);
  const whole = timeline(card, layer, request.locale);
  const size = card.formats[request.format];
  if (!size) throw new Error('a format the template lacks');
  return {
    influence,
    words: withStatement(words, layer, request.locale),
    layer,
    scenes: whole.scenes.map(({ id, title, from, frames: length, aside }) => ({
      id,
      title,
      start: from / whole.fps,
      end: (from + length) / whole.fps,
      ...(aside ? { aside } : {}),
    })),
    seconds: whole.linear / whole.fps,
    fps: whole.fps,
    width: size.width,
    height: size.height,
  };
}

const boundTo = (id: string): string => `video:${id}:facts`;

export const sealFacts = (key: DataKey, id: string, facts: VideoFacts): Buffer =>
  seal(key, JSON.stringify(facts), boundTo(id));

export const openFacts = (key: DataKey, id: string, box: Buffer): VideoFacts =>
  JSON.parse(unseal(key, box, boundTo(id)).toString()) as VideoFacts;
