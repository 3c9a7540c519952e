/**
 * The world a template's code sees: no clock, no chance, no timers, nothing shared with other threads. Imported first,
 * so that no module of a template can keep the real ones. The same frame is the same markup on every machine and day.
 */

import { FIXED_TIME } from '../clock.ts';

const SEED = 0x9e3779b9;

let state = SEED;

/** Chance starts anew before every frame, so that a frame does not depend on the frames drawn before it. */
export function reseed(): void {
  state = SEED;
}

/** Mulberry32: small, and good enough for what pictures need. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function fixedDate(): DateConstructor {
  const Real = Date;
  function Fixed(this: unknown, ...parts: unknown[]): unknown {
    if (new.target === undefined) return new Real(FIXED_TIME).toString();
    return Reflect.construct(Real, parts.length > 0 ? parts : [FIXED_TIME], new.target);
  }
  Object.assign(Fixed, { now: () => FIXED_TIME, parse: Real.parse, UTC: Real.UTC });
  Fixed.prototype = Real.prototype;
  Real.prototype.constructor = Fixed;
  return Fixed as unknown as DateConstructor;
}

const scope = globalThis as unknown as Record<string, unknown>;
scope.Date = fixedDate();
Math.random = random;
for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'])
  scope[name] = () => 0;
for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate', 'cancelAnimationFrame'])
  scope[name] = () => undefined;
scope.console = Object.fromEntries(
  ['debug', 'log', 'info', 'warn', 'error', 'trace'].map((name) => [name, () => undefined]),
);
for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'WeakRef', 'FinalizationRegistry'])
  delete scope[name];

/** Nothing comes later: who waits, waits for ever, and nothing that was put off can run in another person's time. */
class Never {
  constructor(executor: (resolve: () => void, reject: () => void) => void) {
    const nothing = () => undefined;
    executor(nothing, nothing);
  }
  // biome-ignore lint/suspicious/noThenProperty: it stands in for a promise
  then = () => this;
  catch = () => this;
  finally = () => this;
}
const never = () => new Never(() => undefined);
for (const name of ['resolve', 'reject', 'all', 'allSettled', 'any', 'race', 'try', 'withResolvers'])
  Object.assign(Never, { [name]: never });
Object.defineProperty(Never, 'name', { value: 'Promise' });
// Builds lower `async` to calls of this name, so that no real promise is ever made.
scope.Promise = Never;
delete (Array as { fromAsync?: unknown }).fromAsync;
// `RegExp.$1` and its like remember the last text that was searched, whoever searched it.
for (const name of Object.getOwnPropertyNames(RegExp))
  if (/^(\$.|input|lastMatch|lastParen|leftContext|rightContext)$/.test(name)) Reflect.deleteProperty(RegExp, name);
