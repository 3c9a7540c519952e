/** Remembers what a pure function of objects gave: the same template, shape or layer is asked about in every frame. */

/** `make(key, …rest)`, made once for each key object and each `rest`, which are texts. */
export function remember<K extends object, R extends readonly string[], V>(
  make: (key: K, ...rest: R) => V,
): (key: K, ...rest: R) => V {
  const made = new WeakMap<K, Map<string, V>>();
  return (key, ...rest) => {
    const own = made.get(key) ?? new Map<string, V>();
    made.set(key, own);
    const name = rest.join(' ');
    if (!own.has(name)) own.set(name, make(key, ...rest));
    return own.get(name) as V;
  };
}
