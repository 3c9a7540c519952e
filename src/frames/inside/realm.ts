/**
 * One realm: a new set of JavaScript globals in which a bundle runs. It holds no object of the process around it
 * (no host function or object is ever handed in, only strings), cannot compile strings, and no timer or promise of it runs after it answered.
 * Every scene and subset of fields gets its own, so that what a template remembers in a module variable
 * can neither reach another person nor hide that a field was used.
 */
import vm from 'node:vm';

/** What a bundle puts on its global object: strings in, strings out. */
export interface RealmApi {
  card?: () => unknown;
  open?: (json: string) => unknown;
  frame: (index: number) => unknown;
}

/** Compiles a bundle once; every call of the result runs it in a realm of its own. */
export function realms(source: string): () => RealmApi {
  const script = new vm.Script(source, { filename: 'template.js' });
  return () => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: 'afterEvaluate',
    });
    script.runInContext(context);
    return vm.runInContext('globalThis.candor', context) as RealmApi;
  };
}

/** A realm's answer is a string or a failure: any object of it might run code when looked at. */
export function text(value: unknown, limit: number): string {
  if (typeof value !== 'string') throw new Error('not a text');
  if (value.length > limit) throw new Error('too long');
  return value;
}
