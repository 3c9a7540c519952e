/**
 * People who tell how a template holds up: nobody, those of its sample, and made-up ones at the ends of what its fields let
 * in; the same for the console's previews and for `candor template preview`.
 */
import { z } from 'zod';
import type { FieldCard, TemplateCard } from '../frames/types.ts';

type Values = Readonly<Record<string, unknown>>;

// biome-ignore format: a word a line says no more
export const TELLING = ['nobody', 'sample', 'longest', 'shortest', 'least', 'most', 'right-to-left', 'locale', 'branch'] as const;
export type TellingKind = (typeof TELLING)[number];

export interface Telling {
  /** Unique among a template's, stable. */
  readonly id: string;
  readonly kind: TellingKind;
  readonly locale: string;
  /** An audience row (CONTRACT, "Audience"): it passes the gate like everybody's. */
  readonly row: { readonly id: string; readonly locale: string; readonly profile: Values; readonly consent: unknown[] };
  /** What it is there to show: a scene off the linear way. */
  readonly scene?: string;
}

const sampleRow = z.object({
  id: z.string(),
  locale: z.string().optional(),
  profile: z.record(z.string(), z.unknown()),
  consent: z.array(z.unknown()),
});

/** @param now when the made-up ones agreed; to everything, for the template's purpose */
export function tellingPeople(card: TemplateCard, now: Date): Telling[] {
  const first = card.locales[0] ?? 'en';
  const agreed = {
    recordId: 'made-up',
    purpose: card.purpose,
    fields: card.fields.map(({ key }) => key),
    givenAt: now.toISOString(),
  };
  const made = (kind: TellingKind, profile: Values, o: { locale?: string; scene?: string } = {}): Telling => {
    const id = [kind, o.locale, o.scene].filter((part) => part !== undefined).join('-');
    const locale = o.locale ?? first;
    const consent = kind === 'nobody' ? [] : [agreed];
    return { id, kind, locale, row: { id, locale, profile, consent }, ...(o.scene ? { scene: o.scene } : {}) };
  };
  const sample = card.sample.flatMap((row) => sampleRow.safeParse(row).data ?? []);
  const usual = usualPerson(
    card,
    sample.map(({ profile }) => profile),
  );
  const ends = (['longest', 'shortest', 'least', 'most', 'right-to-left'] as const).flatMap((kind) => {
    const profile = { ...usual, ...endsOf(card, kind) };
    return differs(profile, usual) ? [made(kind, profile)] : [];
  });
  return [
    made('nobody', {}),
    ...sample.map(
      (row): Telling => ({
        id: `sample-${row.id}`,
        kind: 'sample',
        locale: row.locale ?? first,
        row: { ...row, locale: row.locale ?? first },
      }),
    ),
    ...ends,
    ...card.locales.slice(1).map((locale) => made('locale', usual, { locale })),
    ...card.scenes.flatMap(({ id, aside }) => (aside ? [made('branch', usual, { scene: id })] : [])),
  ];
}

const differs = (a: Values, b: Values): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** The fullest of the sample; what nobody there has is made up. */
function usualPerson(card: TemplateCard, profiles: readonly Values[]): Values {
  const [fullest = {}] = profiles.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length);
  return Object.fromEntries(
    card.fields.flatMap((field): [string, unknown][] => {
      const given = profiles.map((one) => one[field.key]).find((value) => accepts(field, value));
      const value = accepts(field, fullest[field.key]) ? fullest[field.key] : (given ?? ofKind(field.schema, 'most'));
      return accepts(field, value) ? [[field.key, value]] : [];
    }),
  );
}

function endsOf(card: TemplateCard, kind: End): Values {
  return Object.fromEntries(
    card.fields.flatMap((field): [string, unknown][] => {
      const value = ofKind(field.schema, kind);
      return accepts(field, value) ? [[field.key, value]] : [];
    }),
  );
}

const accepts = ({ schema }: FieldCard, value: unknown): boolean =>
  value !== undefined && z.fromJSONSchema(schema).safeParse(value).success;

type End = 'longest' | 'shortest' | 'least' | 'most' | 'right-to-left';
type Schema = FieldCard['schema'];

/** A name as long as names get, and then some. */
const LONG = 'Maximiliane-Philippa Krishnamurthy Venkataraghavan-Iyengar de la Fuente y Hohenstein-Wittgenstein ';
const HEBREW = 'עדי בן־דוד';

/** The value of one schema at one end; `undefined` where it has nothing to say there. */
function ofKind(schema: Schema, kind: End): unknown {
  const { type, enum: options, format } = schema;
  if (Array.isArray(options)) return kind === 'least' || kind === 'shortest' ? options[0] : options.at(-1);
  if (format !== undefined) return undefined;
  if (type === 'string') return textOf(schema, kind);
  if (type === 'integer' || type === 'number') return numberOf(schema, kind);
  if (type === 'array') return listOf(schema, kind);
  return undefined;
}

function textOf({ minLength, maxLength }: Schema, kind: End): string | undefined {
  const most = numberOr(maxLength, 60);
  if (kind === 'longest' || kind === 'most')
    return LONG.repeat(Math.ceil(most / LONG.length))
      .slice(0, most)
      .trim();
  if (kind === 'shortest') return 'Ö'.padEnd(numberOr(minLength, 1), 'ö');
  return kind === 'right-to-left' ? HEBREW.slice(0, most) : undefined;
}

function numberOf({ type, minimum, exclusiveMinimum, maximum }: Schema, kind: End): number | undefined {
  const least = numberOr(minimum, numberOr(exclusiveMinimum, -1) + 1);
  if (kind === 'least') return least;
  if (kind !== 'most') return undefined;
  // Without an end of its own: what the page can hold as a number of this kind.
  const most = numberOr(maximum, 99_999);
  return type === 'integer' ? Math.floor(most) : most;
}

function listOf({ items, minItems, maxItems }: Schema, kind: End): unknown[] | undefined {
  const one = ofKind(items as Schema, kind) ?? ofKind(items as Schema, 'most');
  if (one === undefined || kind === 'right-to-left') return undefined;
  const short = kind === 'shortest' || kind === 'least';
  const length = short ? Math.max(1, numberOr(minItems, 1)) : Math.min(12, numberOr(maxItems, 12));
  return Array.from({ length }, () => one);
}

const numberOr = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : fallback;
