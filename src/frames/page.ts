/** The page every picture is put into: the kit's stylesheet with each font under an address made from its content. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fontFiles, stylesheet } from '../../remotion/fonts/stylesheet.ts';
import { OWN_FILES } from './build.ts';
import { sha256 } from './scene.ts';

const require = createRequire(import.meta.url);

export interface Page {
  readonly stylesheet: string;
  /** Fonts by URL. */
  readonly files: Readonly<Record<string, string>>;
  /** Hash of the stylesheet, and with it of every font: part of each fingerprint. */
  readonly look: string;
}

let page: Promise<Page> | undefined;

/** Reads every font of the kit, once a process. */
export function kitPage(): Promise<Page> {
  page ??= readKit();
  page.catch(() => {
    page = undefined;
  });
  return page;
}

async function readKit(): Promise<Page> {
  const urls = new Map<string, string>();
  const files: Record<string, string> = {};
  for (const file of fontFiles()) {
    const path = require.resolve(file);
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const url = `${OWN_FILES}${hash}${extname(file)}`;
    urls.set(file, url);
    files[url] = path;
  }
  const text = stylesheet((file) => urls.get(file) ?? '');
  return { stylesheet: text, files, look: sha256(text) };
}
