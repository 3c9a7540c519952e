/**
 * One realm: a new set of JavaScript globals in which a bundle runs. It holds no object of the process around it
 * (no host function or object is ever handed in, only strings), cannot compile strings, and no timer or promise runs in it.
 */
import vm from 'node:vm';

/** The template's own modules, evaluated anew by every call; its exports are the module's. */
export type Factory = (require: (name: string) => unknown, module: object, exports: object) => void;

/** What a base hands out: strings in, strings out. */
export interface RealmApi {
  /** Only where a template is served, and then before all else. `shared`: many variants will be drawn here, so freeze what they share. */
  load?: (factory: Factory, shared: boolean) => void;
  card?: () => unknown;
  open: (json: string) => unknown;
  frame: (index: number) => unknown;
  /** Forgets what was opened. */
  close: () => void;
}

const TAKE = new vm.Script('(() => { const { candor } = globalThis; delete globalThis.candor; return candor; })()');

export interface Sources {
  readonly base: string;
  readonly template?: string | undefined;
}

/** Compiles the scripts once; every call of the result runs them in a realm of its own. */
export function realms({ base, template }: Sources): (shared: boolean) => RealmApi {
  const baseScript = new vm.Script(base, { filename: 'base.js' });
  const templateScript = template === undefined ? undefined : new vm.Script(template, { filename: 'template.js' });
  return (shared) => {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: 'afterEvaluate',
    });
    baseScript.runInContext(context);
    const api = TAKE.runInContext(context) as RealmApi;
    if (templateScript) api.load?.(templateScript.runInContext(context) as Factory, shared);
    return api;
  };
}

/** A realm's answer is a string or a failure: any object of it might run code when looked at. */
export function text(value: unknown, limit: number): string {
  if (typeof value !== 'string') throw new Error('not a text');
  if (value.length > limit) throw new Error('too long');
  return value;
}
