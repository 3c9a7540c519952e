/** Settings as a form changes them: by dotted paths, like `processors.0.name`. What is empty is not there. */

export function getAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], value);
}

/** A copy with `to` at the path; `undefined` takes it away, and with it what holds nothing else. Items of a list stay. */
export function setAt(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      String(index) === key ? (setAt(item, rest, to) ?? (typeof item === 'string' ? '' : {})) : item,
    );
  }
  const { [key]: before, ...others } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const next = setAt(before, rest, to);
  const all = next === undefined ? others : { ...(value as object | undefined), [key]: next };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** What is saved as one: a list with all its items, everything else by itself. */
export function unitOf(path: string): string {
  const keys = path.split('.');
  const item = keys.findIndex((key) => /^\d+$/.test(key));
  return keys.slice(0, item === -1 ? undefined : item).join('.');
}

/** What was read, with what was changed since. */
export function withChanges<T extends object>(read: T, changes: ReadonlyMap<string, unknown>): T {
  let draft: unknown = read;
  for (const [unit, value] of changes) draft = setAt(draft, unit.split('.'), value);
  return (draft ?? {}) as T;
}
