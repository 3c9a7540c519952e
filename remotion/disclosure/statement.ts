/** The statement scene as words: what was used, from where, what for, why you, who else gets it, how long, how to change it. */

import { formatNumber } from '../kit/format.ts';
import type { LayerProps, MarkedField } from '../layer.ts';
import { plural } from '../localise.ts';
import { remember } from '../remember.ts';
import { say, wordsFor } from './words.ts';

export interface StatementRow {
  readonly head: string;
  readonly text: string;
}
export interface StatementField {
  readonly key: string;
  /** Place among the template's fields, 0–7. */
  readonly mark: number;
  readonly label: string;
  /** Its source, as the end of a sentence. What each is for is on the page: the statement is read at one go. */
  readonly rest: string;
}
export interface StatementWords {
  readonly title: string;
  /** The sentence it opens with. */
  readonly sentence: string;
  /** The fields that were used, in the template's order. */
  readonly fields: readonly StatementField[];
  readonly rows: readonly StatementRow[];
}

/** A text as a sentence: authors give ends of sentences ("to greet you"), here they stand alone. */
function sentence(text: string, stop: string, locale: string): string {
  const first = text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  return /[.!?…。؟]$/.test(first) || first === '' ? first : first + stop;
}

/** The statement in its parts. Depends on locale and layer alone. */
export const statementWords = remember((layer: LayerProps, locale: string): StatementWords => {
  const words = wordsFor(locale);
  const { controller, purposeText, selectedBecause, sharedWith, retentionDays } = layer.statement;
  const used = usedFields(layer);
  const fields = used.map((field) => ({
    key: field.key,
    mark: field.mark,
    label: say(field.label, locale),
    rest: say(field.source, locale),
  }));
  const rows: StatementRow[] = [{ head: words.why, text: sentence(say(purposeText, locale), words.stop, locale) }];
  if (selectedBecause !== undefined)
    rows.push({ head: words.whyYou, text: sentence(say(selectedBecause, locale), words.stop, locale) });
  if (used.length > 0) {
    const others = sharedWith.map(({ name, why }) => `${say(name, locale)}${words.comma}${say(why, locale)}`);
    rows.push({
      head: words.who,
      text: others.length > 0 ? others.map((text) => sentence(text, words.stop, locale)).join(' ') : words.nobody,
    });
    rows.push({
      head: words.kept,
      text: plural(words.days, locale, retentionDays, formatNumber(locale, retentionDays)),
    });
  }
  if (layer.statement.trial) rows.push({ head: words.trial, text: words.tried });
  rows.push({ head: words.change, text: used.length > 0 ? words.howToChange : words.howToSee });
  const opening = used.length > 0 ? (words.used[used.length] ?? words.used.at(-1) ?? '') : words.none;
  return { title: words.title, sentence: opening.replace('{sender}', controller), fields, rows };
});

/** The fields that are somewhere in the picture, in the template's order. */
export function usedFields(layer: LayerProps): readonly MarkedField[] {
  const used = new Set(layer.uses.map(({ field }) => field));
  return layer.fields.filter(({ key }) => used.has(key));
}

/** The statement as one text: for the page, captions and the transcript. */
export const statementText = remember((layer: LayerProps, locale: string): string => {
  const { sentence: opening, fields, rows } = statementWords(layer, locale);
  const { stop } = wordsFor(locale);
  return [
    opening,
    ...fields.map(({ label, rest }) => sentence(`${label} ${rest}`.trim(), stop, locale)),
    ...rows.map(({ head, text }) => `${head}: ${text}`),
  ].join(' ');
});

const DENSE = /[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/gu;
/** Words a reader has to read; where a script has no blanks, two signs count as one. */
export function countWords(text: string): number {
  const dense = text.match(DENSE)?.length ?? 0;
  const rest = text
    .replace(DENSE, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return rest + Math.ceil(dense / 2);
}

/** Seconds that reading takes. */
export const readingSeconds = (text: string): number => 1 + 0.3 * countWords(text);

/** Title and length of the statement scene, in whole frames. */
export function statementFrames(layer: LayerProps, locale: string, fps: number): { title: string; frames: number } {
  return {
    title: wordsFor(locale).title,
    frames: Math.ceil(readingSeconds(statementText(layer, locale)) * fps - 1e-6),
  };
}
