/** The same mapping for a file whose columns stand elsewhere. */
import type { ColumnRef, FieldSource, Mapping } from './mapping.ts';

type Place = (column: ColumnRef) => ColumnRef | undefined;

/** Every column of a mapping put through `place`; a part whose column has none is left out. Undefined where that is the id. */
export function remap(mapping: Mapping, place: Place): Mapping | undefined {
  const one = <T extends { readonly column: ColumnRef } | { readonly value: unknown }>(
    from: T | undefined,
  ): T | undefined => {
    if (!from || !('column' in from)) return from;
    const column = place(from.column);
    return column === undefined ? undefined : { ...from, column };
  };
  const id = one(mapping.id);
  if (!id) return undefined;
  const locale = one(mapping.locale);
  const confirmAnswer = one(mapping.confirmAnswer);
  const consent = mapping.consent && remapConsent(mapping.consent, place, one);
  return {
    written: mapping.written,
    id,
    ...(locale ? { locale } : {}),
    ...(confirmAnswer ? { confirmAnswer } : {}),
    fields: Object.fromEntries(
      Object.entries(mapping.fields).flatMap(([key, from]) => {
        const placed = remapField(from, place);
        return placed ? [[key, placed]] : [];
      }),
    ),
    ...(consent ? { consent } : {}),
  };
}

function remapField(from: FieldSource, place: Place): FieldSource | undefined {
  if ('value' in from) return from;
  if ('column' in from) {
    const column = place(from.column);
    return column === undefined ? undefined : { column };
  }
  const columns = from.columns.map(place);
  // A list with a gap would be another list.
  return columns.every((column) => column !== undefined) ? { columns } : undefined;
}

type Consent = NonNullable<Mapping['consent']>;
type One = <T extends { readonly column: ColumnRef } | { readonly value: unknown }>(
  from: T | undefined,
) => T | undefined;

function remapConsent(consent: Consent, place: Place, one: One): Consent | undefined {
  const purpose = one(consent.purpose);
  const givenAt = one(consent.givenAt);
  if (!purpose || !givenAt) return undefined;
  const listedIn = consent.listedIn === undefined ? undefined : place(consent.listedIn);
  const parts = Object.fromEntries(
    (['expiresAt', 'method', 'noticeUrl', 'recordId'] as const).flatMap((part) => {
      const placed = one(consent[part]);
      return placed ? [[part, placed]] : [];
    }),
  );
  return {
    ...(listedIn === undefined ? {} : { listedIn }),
    answers: consent.answers.flatMap((answer) => {
      const column = place(answer.column);
      return column === undefined ? [] : [{ ...answer, column }];
    }),
    purpose,
    givenAt,
    ...parts,
  };
}
