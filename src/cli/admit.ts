/** Which templates are let in at all. */
import { refusedCategory } from '../consent/index.ts';
import type { TemplateCard } from '../frames/types.ts';

/** Why a template must not be used at all: it declares a field of a kind that Candor refuses. */
export function inadmissible(card: TemplateCard): string | undefined {
  for (const field of card.fields) {
    const why = refusedCategory(field.category, field.key);
    if (why) return `${field.key}: ${why}`;
  }
  return undefined;
}
