/** Where a field is in the picture, as a reader wants it. */
import type { DisclosedField } from '../../disclosure/types.ts';

/** Parts that touch become one: a reader does not care for scene borders. */
export function joined(where: DisclosedField['where']): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of where.toSorted((a, b) => a.start - b.start)) {
    const last = parts.at(-1);
    if (last && start <= last.end + 0.001) last.end = Math.max(last.end, end);
    else parts.push({ start, end });
  }
  return parts;
}
