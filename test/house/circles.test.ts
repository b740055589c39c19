import { centreOf, circlesOf, type Graph } from './circles.js';
import { imports } from './imports-of.js';

const graphOf = (edges: readonly (readonly [string, string | undefined])[]): Graph => {
  const graph = new Map<string, string[]>();
  for (const [from, to] of edges) graph.set(from, [...(graph.get(from) ?? []), ...(to ? [to] : [])]);
  return graph;
};

const src = graphOf(imports.map(({ file, imported }) => [file, imported]));
const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

/** A context imports its tables, and what they list takes the context: every way round leads through that one file. */
const isContextAndTable = (circle: readonly string[]): boolean =>
  new Set(circle.map(folderOf)).size === 1 && centreOf(src, circle) !== undefined;

test('no circle of imports is more than a context and its table, imports of types included', () => {
  expect(circlesOf(src).filter(circle => !isContextAndTable(circle))).toEqual([]);
});

test('no file of the local pool is in a circle of imports', () => {
  expect(circlesOf(src).filter(circle => circle.some(file => file.startsWith('local/')))).toEqual([]);
});

const found = (graph: Graph): string[][] => circlesOf(graph).map(circle => circle.sort());

test('a circle is found whatever leads into it, and has a centre where one file takes part in every way round', () => {
  const chain = graphOf([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'c'],
    ['d', 'b'],
    ['c', undefined],
  ]);
  expect(found(chain)).toEqual([['b', 'c', 'd']]);
  expect(centreOf(chain, ['b', 'c', 'd'])).toBe('c');
});

test('two circles that share a file are one, without a centre where they are linked twice', () => {
  const linked = graphOf([
    ['a', 'b'],
    ['b', 'a'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'c'],
    ['d', 'a'],
  ]);
  expect(found(linked)).toEqual([['a', 'b', 'c', 'd']]);
  expect(centreOf(linked, ['a', 'b', 'c', 'd'])).toBeUndefined();
  expect(found(graphOf([['a', 'b']]))).toEqual([]);
});
