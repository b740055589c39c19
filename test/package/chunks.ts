import { join } from 'node:path';
import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';
import { ROOT } from './entries.js';

/** The entries whose time to load counts, with the names that their chunks get. */
const LIGHT = {
  errors: 'errors/index.ts',
  srp: 'srp/index.ts',
  verify: 'verify/index.ts',
  web: 'web/index.ts',
  client: 'index.ts',
};

/**
 * What `verify` loads with the first question to a pool. It shares errors with the client, and a bundle for a browser must
 * not need the client's chunk for them.
 */
const ASKING = 'verify/ask-pool.ts';

/** What so many of them need is one chunk. It is small, and each file takes Node most of a millisecond to load. */
const MANY = 4;

/** Keeps modules together by the light entries that need them. What none of them needs is left to the bundler. */
export function chunkGroups(): CodeSplittingGroup[] {
  let needs: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  let asking: ReadonlySet<string> | undefined;
  const neededBy = (id: string, graph: ChunkingContext): string => {
    needs ??= new Map(Object.entries(LIGHT).map(([name, file]) => [name, modulesOf(file, graph)]));
    asking ??= modulesOf(ASKING, graph);
    const names = [...needs].filter(([, modules]) => modules.has(id)).map(([name]) => name);
    const isClients = names.length > 0 && names.every(name => name === 'web' || name === 'client');
    return isClients && asking.has(id) ? 'asking' : nameOf(names);
  };
  // A group also takes what its modules import. That is needed by as many entries or more, and those groups come first.
  const groups = subsets(Object.keys(LIGHT))
    .filter(names => names.length > 0)
    .sort((a, b) => b.length - a.length)
    .map(nameOf);
  groups.splice(groups.indexOf('web-client'), 0, 'asking');
  return [...new Set(groups)].map((group, i) => ({
    priority: 100 - i,
    debugName: group,
    name: (id, graph) => (neededBy(id, graph) === group ? group : null),
  }));
}

const nameOf = (entries: readonly string[]): string => (entries.length < MANY ? entries.join('-') : 'common');

function subsets(names: readonly string[]): string[][] {
  const [first, ...others] = names;
  if (first === undefined) return [[]];
  return subsets(others).flatMap(rest => [[first, ...rest], rest]);
}

function modulesOf(file: string, graph: ChunkingContext): ReadonlySet<string> {
  const modules = new Set([join(ROOT, 'src', file)]);
  // A set's iterator also visits what is added on the way.
  for (const id of modules)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) modules.add(imported);
  return modules;
}
