/** Makes any text fit to be drawn: what steers the line instead of being read is taken out, nothing that is read is lost. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What a reader takes for one sign. */
export const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** More marks than this on one letter are a pile, not a letter. */
const MARKS_PER_SIGN = 4;
const PILE = new RegExp(`(\\p{Mn}{${MARKS_PER_SIGN}})\\p{Mn}+`, 'gu');

/** Controls, bidirectional overrides, isolates and marks, invisible operators, tags, byte order marks, halves of a pair. */
const STEERING = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\p{Co}\p{Cn}]/gu;

/** One line of text without steering signs; runs of blanks become one. Joiners stay where scripts and emoji need them. */
export function clean(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(STEERING, '')
    .replace(/(?<![\p{L}\p{M}\p{Emoji}]|\ufe0f)(?:\u200c|\u200d)+|(?:\u200c|\u200d)+(?![\p{L}\p{M}\p{Emoji}])/gu, '')
    .normalize('NFC')
    .replace(PILE, '$1')
    .replace(/ {2,}/g, ' ');
}
