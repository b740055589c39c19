import fc from 'fast-check';
import { OrderedKeys } from '../../src/local/state/ordered-keys.js';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Somebody comes or goes between two pages. */
const step = fc.record({ add: fc.boolean(), key: fc.constantFrom(...KEYS) });

const apply = (ordered: OrderedKeys, { add, key }: { add: boolean; key: string }) =>
  add ? ordered.add(key) : ordered.delete(key);

test('whoever is there from the first page to the last is listed once, and in order', () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), fc.integer({ min: 1, max: 3 }), (before, between, limit) => {
      const ordered = new OrderedKeys();
      for (const change of before) apply(ordered, change);
      const touched = new Set(between.map(({ key }) => key));
      const staying = ordered.keys().filter(key => !touched.has(key));
      const changes = [...between];
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const page = ordered.page({ limit, token, read: key => key });
        seen.push(...page.items);
        token = page.nextToken;
        const change = changes.shift();
        // Who leaves and comes back is at the end again, and may be seen there a second time.
        if (change && !change.add) apply(ordered, change);
      } while (token);
      expect(seen.filter(key => staying.includes(key))).toEqual(staying);
      expect(new Set(seen).size).toBe(seen.length);
    }),
  );
});
