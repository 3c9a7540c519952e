/** What a value of any shape is made of: its texts and numbers. */

/** How much of a value is read. What is larger no field keeps. */
export const LARGEST_VALUE = 65_536;

/** The texts and numbers in a value, in lists and objects too, until `LARGEST_VALUE` characters or parts were seen. */
export function* leavesOf(value: unknown): Generator<string | number> {
  let budget = LARGEST_VALUE;
  const open: unknown[] = [value];
  while (open.length > 0 && budget > 0) {
    const next = open.pop();
    if (typeof next === 'string') yield next.slice(0, budget);
    else if (typeof next === 'number') yield next;
    else if (next !== null && typeof next === 'object') {
      for (const [key, part] of Object.entries(next).slice(0, budget)) {
        open.push(part);
        if (!Array.isArray(next)) open.push(key);
      }
    }
    budget -= typeof next === 'string' ? next.length : 1;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Of reasonable size, in whole characters, without control characters but tab and line ends. */
export function isFit(value: unknown): boolean {
  const json = JSON.stringify(value);
  if (json === undefined || json.length > LARGEST_VALUE) return false;
  for (const leaf of leavesOf(value)) {
    if (typeof leaf === 'string' && (CONTROL.test(leaf) || !leaf.isWellFormed())) return false;
  }
  return true;
}
