/** A template's own words by locale, with slots; what fills a slot can carry the mark of the field it came from. */
import type { Run } from '../../remotion/index.ts';

export type Runs = readonly Run[];

interface Part {
  readonly text: string;
  /** What fills it, where it is a slot. */
  readonly slot: string | undefined;
}

const partsOf = (words: string): readonly Part[] =>
  words.split(/(\{\w+\})/).map((text) => ({ text, slot: /^\{(\w+)\}$/.exec(text)?.[1] }));

/** `say(locale, phrase, slots)` over one book a locale. An unknown locale reads the first; a slot nobody fills is empty. */
export function phrasebook<Phrase extends string>(
  books: Readonly<Record<string, Readonly<Record<Phrase, string>>>> & { readonly en: Readonly<Record<Phrase, string>> },
) {
  const cut = new Map<string, readonly Part[]>();
  return (locale: string, phrase: Phrase, slots: Readonly<Record<string, string | Run>> = {}): Runs => {
    const words = (books[locale] ?? books.en)[phrase];
    const parts = cut.get(words) ?? partsOf(words);
    cut.set(words, parts);
    return parts.flatMap(({ text, slot }): Runs => {
      const filled = slot === undefined ? text : (slots[slot] ?? '');
      if (filled === '') return [];
      return [typeof filled === 'string' ? { text: filled } : filled];
    });
  };
}

/** The same without marks: for captions and the like. */
export const plain = (runs: Runs): string => runs.map(({ text }) => text).join('');

/** A name of nothing but blanks and invisible signs is no name. */
export const seen = (text: string | undefined): string | undefined =>
  text === undefined || text.replace(/[\s\p{C}]/gu, '') === '' ? undefined : text.trim();
