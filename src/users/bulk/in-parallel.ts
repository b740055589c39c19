/** The results of work that may have stopped half-way. */
export interface Settled<Result> {
  /** In the items' order. What was not done, or failed, is absent. */
  readonly results: readonly (Result | undefined)[];
  /** What stopped it. */
  readonly failure?: { readonly error: unknown };
}

/** Does `work` on every item, so many at a time. After a failure it starts no more items, and finishes the running ones. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Settled<Result>> {
  const results = new Array<Result | undefined>(items.length).fill(undefined);
  let failure: { readonly error: unknown } | undefined;
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failure) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return { results, ...(failure && { failure }) };
}
