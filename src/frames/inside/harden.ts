/**
 * Freezes all that templates share in a warm realm: the globals, the intrinsics and the trusted modules, with everything
 * that can be reached from them. What one variant would leave there for the next throws instead.
 */

/** Contexts hold the value of the moment while React draws; they take no new properties. */
const CONTEXT = Symbol.for('react.context');

/**
 * @param working objects whose properties trusted code writes while it draws: they only take no new ones
 * @returns freezes what it is given and all that can be reached from there; intrinsics at the first call
 */
export function hardener(working: ReadonlySet<unknown>): (roots: readonly unknown[]) => void {
  for (const owner of OVERRIDDEN) letOverride(owner);
  const seen = new Set<unknown>();
  const open: unknown[] = hidden();
  return (roots) => {
    open.push(...roots);
    while (open.length > 0) {
      const value = open.pop();
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
      seen.add(value);
      open.push(Object.getPrototypeOf(value));
      for (const key of Reflect.ownKeys(value)) {
        const descriptor = Object.getOwnPropertyDescriptor(value, key);
        open.push(descriptor?.value, descriptor?.get, descriptor?.set);
      }
      if (working.has(value) || (value as { $$typeof?: unknown }).$$typeof === CONTEXT) Object.seal(value);
      else Object.freeze(value);
    }
  };
}

/** Intrinsics that syntax reaches and no global names. */
function hidden(): object[] {
  const generator = function* () {};
  return [
    generator,
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
  ];
}

const OVERRIDDEN = [Object.prototype, Function.prototype, Error.prototype, TypeError.prototype, RangeError.prototype];
const NAMES = ['constructor', 'toString', 'toLocaleString', 'valueOf', 'name', 'message'];

/**
 * A frozen property of a prototype also forbids what inherits it to have one of its own by assignment. For the few names
 * that code assigns (`error.name = …`), the property becomes a pair that lets it.
 */
function letOverride(owner: object): void {
  for (const name of NAMES) {
    const { value, configurable } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
    if (configurable !== true) continue;
    Object.defineProperty(owner, name, {
      get: () => value,
      set(this: object, own: unknown) {
        if (this === owner) throw new TypeError(`${name} cannot be changed here`);
        Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      },
      enumerable: false,
      configurable: false,
    });
  }
}
