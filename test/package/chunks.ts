import { join } from 'node:path';
import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';
import { ROOT } from './entries.js';

/** The entries whose time to load counts, with the names that their chunks get. */
const LIGHT = { errors: 'errors', srp: 'srp', verify: 'verify', web: 'web', client: '' };

/**
 * Keeps modules together by the light entries that need them, so that each entry loads what it needs and no more: Node
 * takes most of a millisecond for every file. Modules that none of them needs are left to the bundler.
 */
export function chunkGroups(): CodeSplittingGroup[] {
  let needs: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const neededBy = (id: string, graph: ChunkingContext): string => {
    needs ??= new Map(Object.entries(LIGHT).map(([name, entry]) => [name, modulesOf(entry, graph)]));
    return [...needs]
      .filter(([, modules]) => modules.has(id))
      .map(([name]) => name)
      .join('-');
  };
  // A group also takes what its modules import. That is needed by as many entries or more, and those groups come first.
  return subsets(Object.keys(LIGHT))
    .filter(names => names.length > 0)
    .sort((a, b) => b.length - a.length)
    .map((names, i) => {
      const name = names.join('-');
      return {
        priority: 100 - i,
        debugName: name,
        name: (id, graph) => (neededBy(id, graph) === name ? name : null),
      };
    });
}

function subsets(names: readonly string[]): string[][] {
  const [first, ...others] = names;
  if (first === undefined) return [[]];
  return subsets(others).flatMap(rest => [[first, ...rest], rest]);
}

function modulesOf(entry: string, graph: ChunkingContext): ReadonlySet<string> {
  const modules = new Set([join(ROOT, 'src', entry, 'index.ts')]);
  // A set's iterator also visits what is added on the way.
  for (const id of modules)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) modules.add(imported);
  return modules;
}
