/** The modules of the base that a template shares with all its instances, without what would let it remember. */
import * as react from 'react';
import { createElement } from 'react';
import { z } from 'zod';
import { hardener } from './harden.ts';
import { markupAt } from './markup.tsx';

/** By the name the template's script requires them under. */
export type Trusted = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What of a module is kept from templates: it holds state of the moment, or keeps what it is given. */
const KEPT_BACK: Readonly<Record<string, RegExp>> = {
  react: /^__/,
  remotion: /^(Internals|registerRoot)$/,
};

const isSchemas = (name: string): boolean => /(^|:)zod$/.test(name);

/** Packages that a template brings along may need all of a module (`package:…`); the template itself does not. */
export function trust(modules: Trusted) {
  const given = new Map(
    Object.entries(modules).map(([name, all]) => {
      const kept = Object.entries(all).filter(([key]) => !KEPT_BACK[name]?.test(key));
      return [name, Object.freeze(Object.fromEntries(kept))];
    }),
  );
  const require = (name: string): unknown => {
    const found = given.get(name);
    if (found === undefined) throw new Error('no such module');
    return found;
  };
  const internals = Object.entries(react).flatMap(([name, value]) => (name.startsWith('__') ? [value] : []));
  const harden = hardener(new Set<unknown>([...internals, z.globalRegistry]));
  const roots = (schemas: boolean) => [...given].filter(([name]) => isSchemas(name) === schemas).map(([, one]) => one);
  return {
    /** For the template's script. */
    require,
    /** Freezes the realm, zod apart: no schema may be among what templates are given of the kit. */
    harden() {
      // React, Remotion and zod settle on their first use what they settle once.
      z.array(z.string()).safeParse(0);
      markupAt(createElement('div'), { frame: 0, frames: 1, fps: 30, width: 16, height: 16 });
      harden([globalThis, require, ...roots(false)]);
    },
    /** Freezes zod: what schemas of one kind share is made when the first of them is. */
    hardenSchemas() {
      harden([z, ...roots(true)]);
    },
  };
}
