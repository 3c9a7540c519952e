/** What samples and languages are called. */
import type { Template } from '../api/types.ts';
import { words } from '../ui/format.ts';
import type { Sample } from './samples.ts';

export const localeName = (locale: string): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;

const KINDS: Readonly<Record<Sample['kind'], string>> = {
  nobody: 'Who agreed to nothing',
  sample: 'Sample',
  longest: 'Longest text',
  shortest: 'Shortest text',
  least: 'Smallest numbers',
  most: 'Largest numbers',
  'right-to-left': 'Right-to-left name',
  locale: 'In',
  branch: 'Branch',
};

export function sampleName({ kind, row, locale, scene }: Sample, template: Template): string {
  if (kind === 'sample') return `${KINDS.sample}: ${String((row as { id?: unknown }).id ?? '')}`;
  if (kind === 'locale') return `${KINDS.locale} ${localeName(locale)}`;
  const title = template.scenes.find(({ id }) => id === scene)?.title;
  return kind === 'branch' && title !== undefined ? `${KINDS.branch}: ${words(title)}` : KINDS[kind];
}
