/** Templates: what there is to make campaigns of. */
import { z } from 'zod';
import type { TemplateCard } from '../../frames/types.ts';
import { liveAddresses } from '../live.ts';
import { samplePlay } from '../play.ts';
import { Problem } from '../problems.ts';
import { route } from '../registry.ts';
import { sampleCsv } from '../sample-csv.ts';
import { wholeOf } from '../shapes/common.ts';
import { playSchema, templateSchema } from '../shapes/templates.ts';
import { none } from './params.ts';

const TAG = 'Templates';

/** A value's type in a word or two, from its JSON Schema. */
function typeOf(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema.enum)) return 'one of a list';
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Record<string, unknown>)}`;
  if (typeof schema.format === 'string') return schema.format;
  return typeof schema.type === 'string' ? schema.type : 'value';
}

const describe = (card: TemplateCard): z.input<typeof templateSchema> => ({
  id: card.id,
  version: card.version,
  title: card.title,
  purpose: card.purpose,
  purposeText: card.purposeText,
  formats: { ...card.formats },
  locales: [...card.locales],
  fields: card.fields.map((field) => ({ ...field, type: typeOf(field.schema), required: false })),
  content: card.content,
  scenes: card.scenes.map(({ id, title, frames, uses, aside, next }) => ({
    id,
    title,
    seconds: frames / card.fps,
    uses: [...uses],
    ...(aside ? { aside } : {}),
    ...(next ? { next: [...next] } : {}),
  })),
  interactions: card.interactions.map(({ scene, interaction }) => ({ scene, ...interaction })),
  sampleCsv: sampleCsv(card),
});

export const templateRoutes = [
  route({
    method: 'get',
    path: '/v1/templates',
    needs: 'read',
    tag: TAG,
    summary: 'Every template',
    detail:
      'A template says which fields it can use, what for, and in which scene. All of them are optional for the viewer.',
    params: none,
    query: none,
    answer: { status: 200, schema: wholeOf(templateSchema) },
    handle: async ({ rooms }) => ({ items: (await rooms.frames.cards()).map(describe) }),
  }),
  route({
    method: 'get',
    path: '/v1/templates/:id',
    needs: 'read',
    tag: TAG,
    summary: 'One template',
    params: z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) }),
    query: none,
    answer: { status: 200, schema: templateSchema },
    problems: ['not-found'],
    handle: async ({ rooms, params }) => {
      const card = (await rooms.frames.cards()).find((one) => one.id === params.id);
      if (!card) throw new Problem('not-found');
      return describe(card);
    },
  }),
  route({
    method: 'get',
    path: '/v1/templates/:id/play',
    needs: 'read',
    tag: TAG,
    summary: 'A template, to be played',
    detail: 'What its live player needs to show it for somebody of its sample, who is nobody.',
    params: z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) }),
    query: none,
    answer: { status: 200, schema: playSchema },
    problems: ['not-found'],
    handle: async ({ rooms, params }) => {
      const card = (await rooms.frames.cards()).find((one) => one.id === params.id);
      if (!card) throw new Problem('not-found');
      return { ...liveAddresses(card.id), ...(await samplePlay(rooms.frames, card)) };
    },
  }),
];
