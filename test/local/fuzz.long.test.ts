import { fuzz } from '../fuzz/fuzz.js';

/** A small part of `npm run fuzz`, the same each time. */
test('malformed and hostile requests get an answer, and none is an internal error', async () => {
  const { batches, findings } = await fuzz({
    seed: 1,
    batches: 3,
    perBatch: 100,
    until: Number.POSITIVE_INFINITY,
  });
  expect(findings).toEqual([]);
  expect(batches).toBe(3);
});
