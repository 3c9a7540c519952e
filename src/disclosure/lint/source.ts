/** Reads a template's source and names what a scene may not be made of. */
import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { basename } from 'node:path';
import { parse } from 'acorn';
import { transform } from 'esbuild';
import { ELEMENTS, GLOBALS, IMPORTS, MEMBERS, MOVING, MOVING_REASON, PAIRS, PURE_REMOTION } from './constructs.ts';

export interface Refused {
  /** `scenes.tsx:12 Math.random: differs between machines and days` */
  readonly detail: string;
}

/** A node of the tree acorn makes; only the members that rules look at are named. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } };
  readonly [member: string]: unknown;
}

/** @param path absolute path of a module of the template */
export async function refusedConstructs(path: string): Promise<Refused[]> {
  const { tree, place } = await readModule(path);
  const declared = declaredNames(tree);
  const found: Refused[] = [];
  const say = (node: Node, what: string, why: string) => found.push({ detail: `${place(node)} ${what}: ${why}` });
  for (const { node, parent, key } of walk(tree)) {
    if (node.type === 'ImportDeclaration') checkImport(node, say);
    else if (node.type === 'ImportExpression') say(node, 'import()', 'nothing may come later');
    else if (node.type === 'Identifier' && isReference(node, parent, key)) {
      const name = String(node.name);
      const why = own(GLOBALS, name);
      if (why !== undefined && !declared.has(name)) say(node, name, why);
    } else if (node.type === 'MemberExpression') checkMember(node, say);
    else if (node.type === 'Property') checkProperty(node, say);
    else if (node.type === 'NewExpression' || node.type === 'CallExpression') checkCall(node, declared, say);
  }
  return found;
}

type Say = (node: Node, what: string, why: string) => void;

export interface ParsedModule {
  readonly tree: Node;
  /** `file:line` of a node in the author's own text. */
  readonly place: (node: Node) => string;
}

/** Types and JSX taken away by esbuild; what is left is plain JavaScript. */
export async function readModule(path: string): Promise<ParsedModule> {
  const { code, map } = await transform(await readFile(path, 'utf8'), {
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    sourcemap: true,
    sourcefile: path,
  });
  const lines = new SourceMap(JSON.parse(map));
  return {
    tree: parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }) as unknown as Node,
    place: ({ loc }) => {
      const entry = loc && lines.findEntry(loc.start.line - 1, loc.start.column);
      const line = entry && 'originalLine' in entry ? entry.originalLine + 1 : '?';
      return `${basename(path)}:${line}`;
    },
  };
}

interface Visit {
  readonly node: Node;
  readonly parent: Node | undefined;
  /** Under which member of the parent. */
  readonly key: string | undefined;
}

export function* walk(node: Node, parent?: Node, key?: string): Generator<Visit> {
  yield { node, parent, key };
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        yield* walk(child as Node, node, name);
}

function checkImport(node: Node, say: Say): void {
  const from = String((node.source as Node).value);
  const refused = own(IMPORTS, from) ?? {};
  for (const specifier of node.specifiers as Node[]) {
    const name = nameOf(specifier.imported as Node | undefined);
    const why = name === undefined ? undefined : own(refused, name);
    if (name !== undefined && why !== undefined) say(specifier, name, why);
  }
  if (from.startsWith('@remotion/') && !PURE_REMOTION.includes(from)) say(node, from, 'is not arithmetic alone');
  if (/^(react-dom|react-dom\/.*)$/.test(from)) say(node, from, 'reaches outside the picture');
  if (/\.(css|scss)$/.test(from)) say(node, from, 'would reach the disclosure layer too; style the element');
}

function checkMember(node: Node, say: Say): void {
  const member = node.computed ? literal(node.property as Node) : nameOf(node.property as Node);
  if (member === undefined) return;
  const object = nameOf(node.object as Node);
  const why = own(MEMBERS, member) ?? own(PAIRS, `${object}.${member}`);
  if (why !== undefined) say(node, object === undefined ? member : `${object}.${member}`, why);
  // `import * as R from 'remotion'` and `React.…`
  for (const refused of object === 'React' || object === 'Remotion' ? Object.values(IMPORTS) : [])
    if (why === undefined && own(refused, member) !== undefined)
      say(node, `${object}.${member}`, refused[member] ?? '');
}

function checkProperty(node: Node, say: Say): void {
  const name = nameOf(node.key as Node) ?? literal(node.key as Node) ?? '';
  const value = node.value as Node;
  if (MOVING.test(name) && (value.type === 'Literal' || value.type === 'TemplateLiteral'))
    say(node, name, MOVING_REASON);
  if (name === 'dangerouslySetInnerHTML') say(node, name, MEMBERS[name] ?? '');
}

function checkCall(node: Node, declared: ReadonlySet<string>, say: Say): void {
  const callee = nameOf(node.callee as Node);
  const args = node.arguments as Node[];
  if (callee === 'Date' && args.length === 0 && !declared.has('Date')) say(node, 'new Date()', PAIRS['Date.now'] ?? '');
  const made = callee !== undefined && /^_?jsxs?$|^createElement$/.test(callee) ? literal(args[0]) : undefined;
  if (made === 'img') say(node, '<img>', 'use the kit’s `<Picture>`');
  const why = made === undefined ? undefined : own(ELEMENTS, made);
  if (made !== undefined && why !== undefined) say(node, `<${made}>`, why);
}

/** Names the module declares itself: a `window` of its own is not the global one. */
function declaredNames(tree: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, parent, key } of walk(tree)) {
    if (node.type !== 'Identifier') continue;
    const declares =
      (parent?.type === 'VariableDeclarator' && key === 'id') ||
      (parent?.type.startsWith('Import') && key === 'local') ||
      (parent?.type.includes('Function') && (key === 'params' || key === 'id')) ||
      (parent?.type === 'ClassDeclaration' && key === 'id') ||
      (parent?.type === 'Property' && key === 'value' && parent.shorthand === true) ||
      parent?.type === 'ArrayPattern' ||
      (parent?.type === 'AssignmentPattern' && key === 'left') ||
      (parent?.type === 'RestElement' && key === 'argument');
    if (declares) names.add(String(node.name));
  }
  return names;
}

function isReference(_: Node, parent: Node | undefined, key: string | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return key === 'object' || parent.computed === true;
  if (parent.type === 'Property') return key === 'value';
  return !parent.type.startsWith('Import') && !parent.type.startsWith('Export');
}

function nameOf(node: Node | undefined): string | undefined {
  return node?.type === 'Identifier' ? String(node.name) : undefined;
}

function literal(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
