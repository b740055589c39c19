import * as v from 'valibot';

/** The schema's entries of `CallOptions`, for methods that take them among options of their own. */
export const callOptionEntries = {
  signal: v.optional(v.instance(AbortSignal, 'must be an AbortSignal')),
  timeoutMs: v.optional(
    v.pipe(v.number('must be a number of milliseconds'), v.minValue(1, 'must be positive')),
  ),
};

/** How many items a page has. Cognito sends at most 60, and so many by default. */
export const pageSize = v.optional(
  v.pipe(
    v.number('must be a whole number from 1 to 60'),
    v.integer('must be a whole number from 1 to 60'),
    v.minValue(1, 'must be a whole number from 1 to 60'),
    v.maxValue(60, 'must be a whole number from 1 to 60'),
  ),
  60,
);

/** An object of strings. */
export const stringMap = v.record(v.string(), v.string('must be a string'), 'must be an object of strings');
