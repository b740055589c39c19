import { join } from 'node:path';
import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';
import { ROOT } from './entries.js';

/** The entries whose time to load counts, with the names that their chunks get. */
const LIGHT = {
  errors: ['errors/index.ts'],
  srp: ['srp/index.ts'],
  verify: ['verify/index.ts'],
  web: ['web/index.ts'],
  client: ['index.ts'],
  // With what its help takes of the library.
  command: ['cli/run.ts', 'internal/auth-flows.ts', 'internal/gates-role.ts'],
};

/** What `verify` loads with the first question to a pool. */
const ASKING = ['verify/ask-pool.ts'];

/**
 * What many entries need is in two chunks, since each file takes Node most of a millisecond to load. Bundlers leave out of
 * them what a program does not use. What `verify` does without is apart: it would come into a bundle with the question to
 * a pool, which is loaded when it is needed.
 */
const COMMON = 'common';
const COMMON_BUT_VERIFY = 'common-but-verify';

/** Apart from the client, since guards need it too, and run where the client does not. */
const VALIBOT = 'valibot';

/** Keeps modules together by the light entries that need them. What none of them needs is left to the bundler. */
export function chunkGroups(): CodeSplittingGroup[] {
  let chunks: ReadonlyMap<string, string> | undefined;
  const names = [COMMON, COMMON_BUT_VERIFY, VALIBOT, ...subsets(Object.keys(LIGHT)).map(nameOf)];
  // A group also takes what its modules import. That is needed by as many entries or more, and those groups come first.
  return names.map((group, i) => ({
    priority: 100 - i,
    debugName: group,
    name: (id, graph) => {
      chunks ??= chunksOf(graph);
      return chunks.get(id) === group ? group : null;
    },
  }));
}

/** The name of each module's chunk. */
function chunksOf(graph: ChunkingContext): ReadonlyMap<string, string> {
  const needs = new Map<string, string[]>();
  for (const [name, files] of Object.entries(LIGHT))
    for (const id of modulesOf(files, graph)) needs.set(id, [...(needs.get(id) ?? []), name]);
  const asking = modulesOf(ASKING, graph);
  const chunk = (id: string, names: readonly string[]): string =>
    id.includes('/node_modules/valibot/') ? VALIBOT : chunkOf(names, asking.has(id));
  return new Map([...needs].map(([id, names]) => [id, chunk(id, names)]));
}

function chunkOf(names: readonly string[], isAsking: boolean): string {
  if (names.includes('verify')) return names.length > 2 ? COMMON : nameOf(names);
  const isShared = names.length > 1 && (isAsking || names.includes('errors') || names.includes('srp'));
  return isShared ? COMMON_BUT_VERIFY : nameOf(names);
}

const nameOf = (entries: readonly string[]): string => entries.join('-');

/** Without the empty one, the largest first. */
function subsets(names: readonly string[]): string[][] {
  const all = names.reduce<string[][]>((some, name) => some.flatMap(one => [[...one, name], one]), [[]]);
  return all.filter(some => some.length > 0).sort((a, b) => b.length - a.length);
}

function modulesOf(files: readonly string[], graph: ChunkingContext): ReadonlySet<string> {
  const modules = new Set(files.map(file => join(ROOT, 'src', file)));
  // A set's iterator also visits what is added on the way.
  for (const id of modules)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) modules.add(imported);
  return modules;
}
