/** Looks for a text everywhere a service may have left it, in every spelling that bytes are commonly written in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Plain, base64 (at each of its three alignments), hex, URL-encoded, JSON-escaped; UTF-8 and UTF-16. */
export function spellings(text: string): Map<string, Buffer> {
  const bytes = Buffer.from(text);
  const found = new Map<string, Buffer>([
    ['plain', bytes],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['url', Buffer.from(encodeURIComponent(text))],
    [
      'json',
      Buffer.from(
        [...text].map((c) => (c > '\x7f' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join(''),
      ),
    ],
  ]);
  for (const shift of [0, 1, 2]) {
    // Characters that also hold bits of what stands before or behind are left out.
    const coded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const inner = coded.slice(shift === 0 ? 0 : shift + 1, coded.length - 2);
    found.set(`base64/${shift}`, Buffer.from(inner));
    found.set(`base64url/${shift}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return found;
}

/** Every row of every table of every schema, as text. */
export async function dump(databaseUrl: string): Promise<Map<string, Buffer>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found = new Map<string, Buffer>();
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      found.set(`table ${name}`, Buffer.from(rows.rows.map((row) => row.row).join('\n')));
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Every file below a folder. */
export function filesIn(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    try {
      found.set(file, readFileSync(file));
    } catch (error) {
      // A service at work removes files of its own while they are listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return found;
}

/** Where `text` is, in which spelling: `place (spelling)`. */
export function traces(text: string, places: ReadonlyMap<string, Buffer>): string[] {
  const found: string[] = [];
  for (const [place, bytes] of places) {
    for (const [spelling, needle] of spellings(text)) if (bytes.includes(needle)) found.push(`${place} (${spelling})`);
  }
  return found;
}
