/** Which templates are let in at all. */
import { refusedCategory } from '../consent/index.ts';
import type { TemplateCard } from '../frames/types.ts';

/** Why a template must not be used at all: it declares a field, or asks in a form, of a kind that Candor refuses. */
export function inadmissible(card: TemplateCard): string | undefined {
  const asked = card.interactions.flatMap(({ interaction }) => (interaction.kind === 'form' ? interaction.fields : []));
  for (const { key, category } of [...card.fields, ...asked]) {
    const why = refusedCategory(category, key);
    if (why) return `${key}: ${why}`;
  }
  return undefined;
}
