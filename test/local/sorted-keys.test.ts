import fc from 'fast-check';
import { SortedKeys } from '../../src/local/state/sorted-keys.js';

const place = fc.tuple(fc.string({ maxLength: 2 }), fc.string({ minLength: 1, maxLength: 2 }));
const compare = ([a, x]: [string, string], [b, y]: [string, string]) =>
  a === b ? (x < y ? -1 : Number(x > y)) : a < b ? -1 : 1;

test('lists what was added and not deleted, in order, from any place', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { maxLength: 2000, size: 'max', selector: String }),
      place,
      (all, from) => {
        const sorted = new SortedKeys();
        for (const [value, key] of all) sorted.add(value, key);
        const [gone, left] = [all.filter((_, i) => i % 3 === 0), all.filter((_, i) => i % 3 !== 0)];
        for (const [value, key] of gone) sorted.delete(value, key);
        const expected = left.filter(other => compare(other, from) >= 0).sort(compare);
        expect([...sorted.from(...from)]).toEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});
