/** Which modules belong to opaque scenes alone: there Remotion draws the scene whole, and anything it can draw may stand. */
import type { SourceModule } from '../../frames/index.ts';
import type { SceneCard } from '../../frames/types.ts';
import { readModule, walk } from './source.ts';

/** @returns absolute paths of modules that no other scene's component can reach */
export async function opaqueModules(
  modules: readonly SourceModule[],
  scenes: readonly SceneCard[],
): Promise<ReadonlySet<string>> {
  const opaque = new Set(scenes.filter((scene) => scene.opaque).map(({ id }) => id));
  const [entry] = modules;
  if (opaque.size === 0 || !entry) return new Set();
  const components = await componentModules(entry);
  const from = (wanted: boolean) =>
    [...components].filter(([scene]) => opaque.has(scene) === wanted).map(([, path]) => path);
  const roots = new Set(from(true));
  const shared = reach(modules, [...from(false), entry.path], (path) => roots.has(path) && !from(false).includes(path));
  return new Set([...reach(modules, [...roots])].filter((path) => !shared.has(path)));
}

/** The module that each scene's component is imported from, as the entry says it; components of the entry itself are the entry's. */
async function componentModules(entry: SourceModule): Promise<ReadonlyMap<string, string>> {
  const { tree } = await readModule(entry.path);
  const imported = new Map<string, string>();
  const found = new Map<string, string>();
  type Node = typeof tree;
  for (const { node } of walk(tree)) {
    if (node.type === 'ImportDeclaration') {
      const path = entry.imports[String((node.source as Node).value)];
      for (const one of node.specifiers as Node[])
        if (path !== undefined) imported.set(String((one.local as Node).name), path);
    }
    if (node.type !== 'ObjectExpression') continue;
    const members = new Map(
      (node.properties as Node[]).map((one) => [
        String((one.key as Node | undefined)?.name),
        one.value as Node | undefined,
      ]),
    );
    const id = members.get('id')?.value;
    const component = members.get('component')?.name;
    if (typeof id === 'string' && typeof component === 'string') found.set(id, imported.get(component) ?? entry.path);
  }
  return found;
}

/** All modules that can be reached, without going through those that are `closed`. */
function reach(
  modules: readonly SourceModule[],
  from: readonly string[],
  closed: (path: string) => boolean = () => false,
): Set<string> {
  const imports = new Map(modules.map((one) => [one.path, Object.values(one.imports)]));
  const reached = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path) || closed(path)) continue;
    reached.add(path);
    open.push(...(imports.get(path) ?? []));
  }
  return reached;
}
