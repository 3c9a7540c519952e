/** README and docs/ say what is there: their links, pictures, commands, calls, settings, files and sums. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { SETTING_NAMES } from '../../src/cli/settings.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { sizingOf } from '../bench/sizing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FENCE = /^( *)```[^\n]*\n[\s\S]*?^\1```$/gm;
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [relative(root, join(one.parentPath, one.name))] : [],
  );
const docs = filesIn('docs');
const pages = ['README.md', ...docs.filter((file) => file.endsWith('.md'))].map((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  // In a table a bar is written as `\|`.
  const prose = text.replace(FENCE, '').replaceAll('\\|', '|');
  const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, said = '']) => said);
  const fenced = [...text.matchAll(FENCE)].flatMap(([block]) => block.split('\n').slice(1, -1));
  return { file, text, prose, code, fenced };
});

/** What stands in any page and breaks the rule, as `page: what`. */
const broken = (find: (page: (typeof pages)[number]) => readonly string[]): string[] =>
  pages.flatMap((page) => find(page).map((what) => `${page.file}: ${what}`));

/** Names of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): Set<string> {
  const text = readFileSync(join(root, file), 'utf8').replace(FENCE, '');
  const seen = new Map<string, number>();
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(
    headings.map((slug) => {
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

const linksOf = ({ prose }: (typeof pages)[number]): string[] =>
  [...prose.replace(/`[^`\n]+`/g, '').matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
const targetOf = (file: string, link: string): string =>
  link.startsWith('#') ? file : relative(root, join(root, dirname(file), link.split('#')[0] ?? ''));
const exists = (file: string): boolean => statSync(join(root, file), { throwIfNoEntry: false }) !== undefined;

test('every link and every picture leads somewhere, every anchor to a heading', () => {
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(50);
  const wrong = broken((page) =>
    linksOf(page).filter((link) => {
      const [target, anchor] = [targetOf(page.file, link), link.split('#')[1]];
      return !exists(target) || (anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor));
    }),
  );
  expect(wrong).toEqual([]);
});

test('README leads to every page, and no file of docs/ is left over', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    const page = pages.find((one) => one.file === file);
    for (const link of page ? linksOf(page) : []) reached.add(targetOf(file, link));
  }
  expect(docs.filter((file) => !reached.has(file))).toEqual([]);
});

test('README has every setting, and no other', () => {
  const table = /^## Settings$([\s\S]*?)^## /m.exec(pages[0]?.text ?? '')?.[1] ?? '';
  const rows = [...table.matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)].map(([, names = '']) => names);
  const named = rows.flatMap((names) => names.replaceAll('`', '').split(', '));
  expect(named.toSorted()).toEqual([...SETTING_NAMES].sort());
});

test('every environment variable that a page names is read somewhere', () => {
  const sources = filesIn('src').map((file) => readFileSync(join(root, file), 'utf8'));
  const read = new Set(
    sources.flatMap((text) => [...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name]) => name)),
  );
  const known = (name: string): boolean => SETTING_NAMES.includes(name) || read.has(name) || name.startsWith('AWS_');
  const named = (said: string): string | undefined => /^([A-Z][A-Z0-9]*_[A-Z0-9_]+)(=|$)/.exec(said)?.[1];
  expect(broken(({ code }) => code.flatMap((said) => named(said) ?? []).filter((name) => !known(name)))).toEqual([]);
});

test('every command exists, with the options that are named', async () => {
  const tree = new Map<string, Command>();
  for (const [name, [, load]] of Object.entries(COMMANDS)) {
    const command = await load();
    tree.set(name, command);
    for (const child of command.commands) tree.set(`${name} ${child.name()}`, child);
  }
  const wrong = (line: string): string | undefined => {
    const words = /(?:^|[\s(])(?:npx )?candor ([^;|#]+)/.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
    const [first = '', second = ''] = words;
    // A sentence about Candor is no command.
    if (!/^[a-z][a-z-]*$/.test(first)) return undefined;
    const command = tree.get(first);
    if (!command) return line;
    const isNamed = command.commands.length > 0 && /^[a-z]/.test(second);
    const called = isNamed ? second.split('|').map((name) => tree.get(`${first} ${name}`)) : [command];
    const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
    const has = (one: Command | undefined, option: string): boolean =>
      option === '--help' || one?.options.some(({ long }) => long === option) === true;
    return called.every((one) => one && options.every((option) => has(one, option))) ? undefined : line;
  };
  const said = pages.flatMap(({ code, fenced }) => [...code.filter((one) => /^(npx )?candor /.test(one)), ...fenced]);
  expect(said.filter((line) => /candor [a-z]/.test(line)).length).toBeGreaterThan(10);
  expect(said.flatMap((line) => wrong(line) ?? [])).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(
    broken(({ text }) =>
      [...text.matchAll(/npm run ([a-z]+)/g)].flatMap(([, name = '']) => (scripts[name] ? [] : name)),
    ),
  ).toEqual([]);
});

test('every call exists', () => {
  const fits = (path: string, method: string | undefined): boolean => {
    const parts = path.split('/');
    return ROUTES.some((route) => {
      const own = route.path.split('/');
      if (own.length !== parts.length || (method && route.method !== method.toLowerCase())) return false;
      return own.every((part, at) => part === parts[at] || (part.startsWith(':') && /^[:$]/.test(parts[at] ?? '')));
    });
  };
  const calls = ({ text }: (typeof pages)[number]): [string, string | undefined][] =>
    [...text.matchAll(/(?:\b(GET|POST|PUT|PATCH|DELETE) )?(\/v1\/[\w:$./-]+)/g)].map(([, method, path = '']) => [
      path.replace(/[./]+$/, ''),
      method,
    ]);
  expect(pages.flatMap(calls).length).toBeGreaterThan(20);
  expect(
    broken((page) => calls(page).flatMap(([path, method]) => (fits(path, method) ? [] : `${method} ${path}`))),
  ).toEqual([]);
});

test('every file of the code, and every metric, is there', () => {
  const isFile = (said: string): boolean => /^(src|test|remotion|templates|docs)\/[\w./-]*$/.test(said);
  expect(broken(({ code }) => code.filter((said) => isFile(said) && !exists(said)))).toEqual([]);
  const metrics = readFileSync(join(root, 'src/http/metrics.ts'), 'utf8');
  const operating = pages.find(({ file }) => file === 'docs/operating.md');
  const named = operating?.code.flatMap((said) => /^candor_\w+/.exec(said)?.[0] ?? []) ?? [];
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !metrics.includes(`'${name}'`))).toEqual([]);
});

test('the tour for marketers names what the console has', () => {
  const sources = filesIn('src/web/console').map((file) => readFileSync(join(root, file), 'utf8').replace(/\s+/g, ' '));
  const tour = pages.find(({ file }) => file === 'docs/marketers.md')?.prose ?? '';
  const named = [...tour.matchAll(/\*\*(.+?)\*\*/gs)].flatMap(([, name = '']) =>
    name.replace(/\s+/g, ' ').split(' → '),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !sources.some((text) => text.includes(name)))).toEqual([]);
});

test('the sizing is what the bench measured', () => {
  const page = (file: string): string => pages.find((one) => one.file === file)?.text ?? '';
  expect(page('docs/operating.md')).toContain(sizingOf(page('docs/bench.md')) ?? 'figures that the bench lacks');
});
