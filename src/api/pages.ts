/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page. Absent on the last. */
  readonly nextToken?: string | undefined;
}

/** A list that is fetched as it is read: an async iterable over items, with {@link Pages.page} for one page
 * and {@link Pages.toArray} for all of them. */
export interface Pages<Item, OnePage extends Page<Item> = Page<Item>> extends AsyncIterable<Item> {
  /** One page, from the beginning or from another page's `nextToken`. */
  page(nextToken?: string): Promise<OnePage>;
  /** Every item of every page. */
  toArray(): Promise<Item[]>;
}

/** A list over a function that fetches one page. Each page is asked for once, when its first item is wanted. */
export function pages<Item, OnePage extends Page<Item> = Page<Item>>(
  fetchPage: (nextToken?: string) => Promise<OnePage & Page<Item>>,
): Pages<Item, OnePage> {
  async function* items(): AsyncGenerator<Item> {
    let nextToken: string | undefined;
    do {
      const page = await fetchPage(nextToken);
      yield* page.items;
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return {
    page: fetchPage,
    async toArray() {
      const all: Item[] = [];
      for await (const item of items()) all.push(item);
      return all;
    },
    [Symbol.asyncIterator]: items,
  };
}
