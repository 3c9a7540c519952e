/** Which of a template's formats stands in a mail, and how wide. */
import type { Format } from '../../../remotion/template.ts';
import type { TemplateCard } from '../../frames/types.ts';

const WIDTHS = { landscape: 600, square: 480, portrait: 320 } as const satisfies Record<Format, number>;

/** Lying where there is one: a mail is read from top to bottom. Sizes in CSS pixels. */
export function mailFormat({ formats }: Pick<TemplateCard, 'formats'>): {
  format: Format;
  width: number;
  height: number;
} {
  for (const [format, width] of Object.entries(WIDTHS) as [Format, number][]) {
    const size = formats[format];
    if (size) return { format, width, height: Math.round((width * size.height) / size.width) };
  }
  throw new Error('a template without formats');
}
