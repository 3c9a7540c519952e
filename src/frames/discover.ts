/** Which folders are templates: every folder that holds a `template.ts` or `template.tsx`. No registration. */
import { access, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundTemplate {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  /** Absolute path of `template.ts` or `template.tsx`. */
  readonly entry: string;
}

/** Looks one level deep, in the order of names. A folder that does not exist holds no templates. */
export async function findTemplates(folders: readonly string[]): Promise<FoundTemplate[]> {
  const found: FoundTemplate[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw cause;
    });
    for (const { name } of entries.filter((entry) => entry.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const template = await openTemplate(join(folder, name));
      if (template) found.push(template);
    }
  }
  return found;
}

/** One folder as a template; `undefined` when it holds none. */
export async function openTemplate(folder: string): Promise<FoundTemplate | undefined> {
  for (const name of ['template.ts', 'template.tsx']) {
    const entry = join(folder, name);
    const there = await access(entry).then(
      () => true,
      () => false,
    );
    if (there) return { folder: await realpath(folder), entry: await realpath(entry) };
  }
  return undefined;
}
