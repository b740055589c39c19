/** What each file imports. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The circles of a graph: files that all reach one another (strongly connected components, by Tarjan's algorithm).
 */
export function circlesOf(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = path.splice(path.indexOf(file));
    if (circle.length > 1) circles.push(circle);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** The file without which the circle is gone; undefined where there is none. */
export const centreOf = (graph: Graph, circle: readonly string[]): string | undefined =>
  circle.find(centre => {
    const others = circle.filter(file => file !== centre);
    const among = (file: string) => (graph.get(file) ?? []).filter(next => others.includes(next));
    return circlesOf(new Map(others.map(file => [file, among(file)]))).length === 0;
  });
