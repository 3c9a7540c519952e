/** Captions and transcript from what the scenes say of themselves: WebVTT, cues short enough to be read while they stand. */

import { statementText } from '../../remotion/disclosure/statement.ts';
import type { LayerProps } from '../../remotion/layer.ts';
import { STATEMENT } from '../../remotion/template.ts';

export interface SpokenScene {
  readonly id: string;
  /** Absolute seconds. */
  readonly start: number;
  readonly end: number;
}

/** A line of at most so many characters, two lines a cue: the usual measure for subtitles. */
const LINE = 42;
const LINES = 2;

/**
 * @param words what each scene says; scenes without words are silent
 * @returns a WebVTT file
 */
export function captions(words: readonly { scene: string; text: string }[], scenes: readonly SpokenScene[]): string {
  const cues = scenes.flatMap(({ id, start, end }) => {
    const text = words.find(({ scene }) => scene === id)?.text ?? '';
    return cuesOf(linesOf(text), start, end);
  });
  return `WEBVTT\n${cues.map((cue) => `\n${cue}\n`).join('')}`;
}

/** The same words for who does not see the picture: all of a scene's at once, as it begins. */
export function descriptions(
  words: readonly { scene: string; text: string }[],
  scenes: readonly SpokenScene[],
): string {
  const cues = scenes.flatMap(({ id, start, end }) => {
    const text = plain(words.find(({ scene }) => scene === id)?.text ?? '');
    return text === '' ? [] : cuesOf([text], start, end);
  });
  return `WEBVTT\n${cues.map((cue) => `\n${cue}\n`).join('')}`;
}

/** The scenes' words with those of the statement scene after them: what captions and transcript of a whole video say. */
export function withStatement(
  words: readonly { scene: string; text: string }[],
  layer: LayerProps,
  locale: string,
): { scene: string; text: string }[] {
  return [...words, { scene: STATEMENT, text: statementText(layer, locale) }];
}

/** The whole transcript as plain text, a paragraph a scene. */
export function transcript(words: readonly { text: string }[]): string {
  return words
    .map(({ text }) => plain(text))
    .filter((text) => text !== '')
    .join('\n\n');
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Breaks between words; a longer word is broken between its visible signs. Every sign of the text is in some line. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text).split(' ').flatMap(pieces)) {
    if (line === '') line = word;
    else if (length(line) + 1 + length(word) <= LINE) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const split = (text: string): string[] => Array.from(signs.segment(text), ({ segment }) => segment);
const length = (text: string): number => split(text).length;

function pieces(word: string): string[] {
  const all = split(word);
  return Array.from({ length: Math.ceil(all.length / LINE) }, (_, index) =>
    all.slice(index * LINE, (index + 1) * LINE).join(''),
  );
}

/** Time is shared out by how much there is to read. */
function cuesOf(lines: readonly string[], start: number, end: number): string[] {
  const groups = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, index) =>
    lines.slice(index * LINES, (index + 1) * LINES),
  );
  const total = lines.reduce((sum, line) => sum + length(line), 0);
  let read = 0;
  return groups.map((group) => {
    const from = start + ((end - start) * read) / total;
    read += group.reduce((sum, line) => sum + length(line), 0);
    const to = start + ((end - start) * read) / total;
    return `${clock(from)} --> ${clock(to)}\n${group.map(escaped).join('\n')}`;
  });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function clock(seconds: number): string {
  const all = Math.round(seconds * 1000);
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${part(Math.floor(all / 3_600_000))}:${part(Math.floor(all / 60_000) % 60)}:${part(Math.floor(all / 1000) % 60)}.${part(all % 1000, 3)}`;
}
