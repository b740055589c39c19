import * as v from 'valibot';

const RANGE = 'must be a whole number from 1 to 50';

/** How much is under way at once: at most as much as the AWS SDK opens connections for. */
export const concurrencyEntry = v.optional(
  v.pipe(v.number(RANGE), v.integer(RANGE), v.minValue(1, RANGE), v.maxValue(50, RANGE)),
  10,
);
