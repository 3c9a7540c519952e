/** Reads a template's interactions and branches: can they be reached, seen, hit and answered. */

import { z } from 'zod';
import { readingSeconds } from '../../../remotion/disclosure/statement.ts';
import { resolveInteractions } from '../../../remotion/interactions/resolve.ts';
import type { Interaction, InteractionBox } from '../../../remotion/interactions/schema.ts';
import { unreachable } from '../../../remotion/interactions/story.ts';
import type { Format } from '../../../remotion/template.ts';
import type { TemplateCard } from '../../frames/types.ts';
import type { Finding } from './finding.ts';

/** Seconds that an answer may take at least where the video does not wait (WCAG 2.2.1). */
const ANSWER_SECONDS = 20;
/** CSS pixels a target has on its shorter side, on a phone as wide as this. */
const TARGET = 24;
const PHONE = 360;

export function checkInteractions(card: TemplateCard): Finding[] {
  return [
    ...checkWays(card),
    ...checkAsked(card),
    ...resolved(card).flatMap(({ format, all }) => [
      ...all.flatMap(checkTime),
      ...all.flatMap((one) => checkTarget(card, format, one)),
      ...checkOverlaps(format, all),
    ]),
  ];
}

/** As they are in every locale and format. A call to action has an address here, as a campaign may give it one. */
function resolved(card: TemplateCard): { format: Format; all: Interaction[] }[] {
  const content = z.record(z.string(), z.unknown()).parse(z.fromJSONSchema(card.content).parse({}));
  const scenes = card.scenes.map(({ id, from }) => ({ id, start: from / card.fps }));
  const given = card.interactions.map(({ scene, interaction }) =>
    interaction.kind === 'cta' && !interaction.url
      ? { scene, interaction: { label: 'To the offer', ...interaction, url: 'https://sender.example/' } }
      : { scene, interaction },
  );
  return (Object.keys(card.formats) as Format[]).flatMap((format) =>
    card.locales.map((locale) => ({
      format,
      all: resolveInteractions(given, { shape: card, scenes, format, locale, content }),
    })),
  );
}

function checkWays(card: TemplateCard): Finding[] {
  const story = card.scenes.map((scene) => ({
    ...scene,
    interactions: card.interactions.filter((one) => one.scene === scene.id).map(({ interaction }) => interaction),
  }));
  return unreachable(story).map((scene) => ({
    code: 'unreachable-scene',
    scene,
    detail: 'no branch and no hotspot leads to it',
  }));
}

/** A field of the viewer's that nothing asks for can never be given. */
function checkAsked(card: TemplateCard): Finding[] {
  const asked = card.interactions.flatMap(({ interaction }) => ('field' in interaction ? [interaction.field] : []));
  return card.fields
    .filter(({ key, from }) => from === 'viewer' && !asked.includes(key))
    .map(({ key }) => ({ code: 'never-asked', field: key, detail: 'no interaction asks the viewer for it' }));
}

function checkTime(one: Interaction): Finding[] {
  if (one.hold || one.kind === 'chapter') return [];
  const answered = one.kind === 'question' || one.kind === 'poll' || one.kind === 'form' || one.kind === 'input';
  const needed = Math.max(answered ? ANSWER_SECONDS : 0, readingSeconds(wordsOf(one).join(' ')));
  if (one.end - one.start >= needed) return [];
  return [
    {
      code: 'too-short',
      scene: one.scene,
      detail: `${one.id} needs ${Math.ceil(needed)} seconds, or hold: true so that the video waits`,
    },
  ];
}

/** What is read before something can be done. */
function wordsOf(one: Interaction): string[] {
  if ('options' in one && one.kind !== 'variant')
    return ['text' in one ? one.text : '', ...(one.options ?? []).map(({ label }) => label)];
  // A hotspot's text is opened, and read then.
  const keys = one.kind === 'hotspot' ? ['label'] : ['label', 'text', 'title'];
  return keys.flatMap((key) => {
    const words = (one as Readonly<Record<string, unknown>>)[key];
    return typeof words === 'string' ? [words] : [];
  });
}

function checkTarget(card: TemplateCard, format: Format, one: Interaction): Finding[] {
  const size = card.formats[format];
  if (!size || one.kind === 'chapter') return [];
  const { width, height } = one.box;
  const least = Math.min(width * PHONE, (height * PHONE * size.height) / size.width);
  if (least >= TARGET) return [];
  return [
    {
      code: 'small-target',
      scene: one.scene,
      detail: `${one.id} is under ${TARGET} pixels on a phone (${format})`,
    },
  ];
}

function checkOverlaps(format: Format, all: readonly Interaction[]): Finding[] {
  const placed = all.filter((one) => one.kind !== 'chapter');
  return placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter((other) => one.scene === other.scene && one.start < other.end && other.start < one.end)
      .filter((other) => crossing(one.box, other.box))
      .map(
        (other): Finding => ({
          code: 'overlapping-interactions',
          scene: one.scene,
          detail: `${one.id} and ${other.id} lie over each other (${format})`,
        }),
      ),
  );
}

const crossing = (a: InteractionBox, b: InteractionBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
