/** The first items of a list. What follows is not fetched. */
export async function* firstOf<Item>(items: AsyncIterable<Item>, limit = Infinity): AsyncGenerator<Item> {
  let left = limit;
  for await (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}
