/** Templates made wrong on purpose, as changes to the good one's text, each with how it is caught. */
export type Change = readonly [from: string, to: string];

/**
 * `lint`: the linter finds it. `apart`: the shared realm forbids it, and the template is drawn in realms of its own.
 * `pixels`: what is drawn from its markup is not what Remotion draws, and the sampled pictures tell.
 * `fails`: it draws nothing at all. `cannot`: nothing comes of it, because a person after another is drawn as by a fresh realm.
 */
export type Caught = 'lint' | 'apart' | 'fails' | 'cannot' | 'pixels';

export interface Mutant {
  readonly what: string;
  readonly caught: readonly Caught[];
  readonly changes: readonly Change[];
}

const shows = (expression: string): Change => ['{/*markup*/ null}', `<i>{String(${expression} ?? '–')}</i>`];
const body = (text: string): Change => ['/*body*/', text];
const imports = (text: string): Change => ['/*imports*/', text];

const mutant = (what: string, caught: readonly Caught[], ...changes: Change[]): Mutant => ({ what, caught, changes });

export const MUTANTS: readonly Mutant[] = [
  mutant(
    'a cache in a module',
    ['cannot'],
    imports('const seen = new Map<string, unknown>();'),
    body("if (!seen.has('name')) seen.set('name', data.firstName);"),
    shows("seen.get('name')"),
  ),
  mutant('a counter in a module', ['lint'], imports('let drawn = 0;'), body('drawn += 1;'), shows('drawn')),
  mutant(
    'content changed in place',
    ['lint'],
    ['{ data }: { data: { firstName?: string } }', '{ data, content }: { data: { firstName?: string }; content: any }'],
    body('content.drawn = (content.drawn ?? 0) + 1;'),
    shows('content.drawn'),
  ),
  mutant('chance', ['lint', 'cannot'], shows('Math.random()')),
  mutant('the clock', ['lint', 'cannot'], shows('Date.now()')),
  mutant('a date of today', ['lint', 'cannot'], shows('new Date()')),
  mutant(
    'a timer',
    ['lint', 'cannot'],
    imports('let late = 0;'),
    body('setTimeout(() => (late += 1), 0);'),
    shows('late'),
  ),
  mutant(
    'a promise',
    ['cannot'],
    imports('let late = 0; const later = async () => { await null; late += 1; };'),
    body('void later(); void Promise.resolve().then(() => (late += 1));'),
    shows('late'),
  ),
  mutant('an effect', ['lint', 'cannot'], body('react.useEffect(() => {});')),
  mutant('a layout effect', ['lint', 'cannot'], body('react.useLayoutEffect(() => {});')),
  mutant(
    'a CSS variable set outside React',
    ['lint', 'fails'],
    body("document.documentElement.style.setProperty('--name', String(data.firstName));"),
  ),
  mutant('a style element', ['lint', 'cannot'], ['{/*markup*/ null}', '<style>{"p{color:red}"}</style>']),
  mutant(
    'a global',
    ['lint', 'apart'],
    body('(globalThis as any).seen ??= data.firstName;'),
    shows('(globalThis as any).seen'),
  ),
  mutant(
    'a property of an intrinsic',
    ['apart'],
    body('(Array.prototype as any).seen ??= data.firstName;'),
    shows('([] as any).seen'),
  ),
  mutant(
    'a property of a method of an intrinsic',
    ['apart'],
    body('([].map as any).seen ??= data.firstName;'),
    shows('([].map as any).seen'),
  ),
  mutant(
    'a property of what React exports',
    ['apart'],
    body('(useState as any).seen ??= data.firstName;'),
    shows('(useState as any).seen'),
  ),
  mutant(
    'a property of a component of Remotion',
    ['apart'],
    body('(AbsoluteFill as any).seen ??= data.firstName;'),
    shows('(AbsoluteFill as any).seen'),
  ),
  mutant(
    'a property of a function of the kit',
    ['apart'],
    body('(formatNumber as any).seen ??= data.firstName;'),
    shows('(formatNumber as any).seen'),
  ),
  mutant(
    'a property of what the kit hands out again',
    ['fails'],
    ['import { defineTemplate,', 'import { fit, defineTemplate,'],
    body("const set = fit('Hello', { face: 'text', width: 200, size: 10 }) as any; set.seen ??= data.firstName;"),
    shows('set.seen'),
  ),
  mutant(
    'a schema’s prototype',
    ['apart'],
    body('const kind = Object.getPrototypeOf(z.string()); kind.seen ??= data.firstName;'),
    shows('kind.seen'),
  ),
  mutant(
    'a schema found by its id',
    ['cannot'],
    imports('const ids = z.globalRegistry as any;'),
    body("if (!ids._idmap.has('seen')) ids.add(z.string(), { id: 'seen', name: data.firstName });"),
    shows("ids.get(ids._idmap.get('seen'))?.name"),
  ),
  mutant(
    'the last text a pattern was tried on',
    ['cannot'],
    imports('let before: unknown;'),
    body('before ??= (RegExp as any).lastMatch ?? "nothing"; /.+/.test(String(data.firstName));'),
    shows('before'),
  ),
  mutant(
    'a memo with the wrong dependencies',
    ['cannot'],
    body('const name = react.useMemo(() => data.firstName, []);'),
    shows('name'),
  ),
  mutant(
    'a ref',
    ['cannot'],
    body('const seen = react.useRef<any>(null); seen.current ??= data.firstName;'),
    shows('seen.current'),
  ),
  mutant('a CSS animation', ['lint', 'cannot'], ['/*style*/', "animation: 'fade 1s',"]),
  mutant('a CSS transition', ['lint', 'cannot'], ['/*style*/', "transition: 'opacity 1s',"]),
  mutant('wrongly nested elements', ['lint', 'cannot'], ['{/*markup*/ null}', '<p><div>block</div></p>']),
  mutant('Remotion’s Img', ['lint', 'cannot'], imports("import { Img } from 'remotion';"), [
    '{/*markup*/ null}',
    '<Img src="/x.png" />',
  ]),
  mutant(
    'a lazy component',
    ['lint', 'fails'],
    imports("import { lazy } from 'react'; const Later = lazy(async () => ({ default: () => <b>late</b> }));"),
    ['{/*markup*/ null}', '<Later />'],
  ),
  mutant('Suspense', ['lint', 'cannot'], imports("import { Suspense } from 'react';"), [
    '{/*markup*/ null}',
    '<Suspense fallback="waits"><b>there</b></Suspense>',
  ]),
  mutant(
    'a question where it is drawn',
    ['lint', 'cannot'],
    imports("import { getRemotionEnvironment } from 'remotion';"),
    shows('getRemotionEnvironment().isRendering'),
  ),
  mutant(
    'a measured layout',
    ['lint', 'cannot'],
    body('const measured = (box: any) => box?.getBoundingClientRect().width;'),
    shows('measured(undefined)'),
  ),
  mutant(
    'a delayed frame',
    ['lint', 'cannot'],
    imports("import { delayRender } from 'remotion';"),
    body('if (frame < 0) delayRender();'),
  ),
  mutant(
    'a page changed behind React’s back',
    ['cannot', 'pixels'],
    body("const paint = (box: any) => { if (box) box.textContent = 'by hand'; };"),
    ['{/*markup*/ null}', '<b style={{ fontSize: 40 }} ref={paint}>by React</b>'],
  ),
  mutant('formats of the machine', ['lint', 'cannot'], shows('(1234.5).toLocaleString()')),
];
