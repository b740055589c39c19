import * as v from 'valibot';
import { text } from './schemas.js';

const MOST = 60;

/** How many to list: 60 where the request does not say, or says 0. */
export const limit = v.pipe(
  v.optional(
    v.pipe(
      v.number(),
      v.minValue(0, 'Member must have value greater than or equal to 0'),
      v.maxValue(MOST, `Member must have value less than or equal to ${MOST}`),
    ),
    MOST,
  ),
  v.transform(asked => asked || MOST),
);

/** The operations about pools and app clients name it `MaxResults`, and take no 0. */
export const maxResults = v.pipe(
  v.number(),
  v.minValue(1, 'Member must have value greater than or equal to 1'),
  v.maxValue(MOST, `Member must have value less than or equal to ${MOST}`),
);

export const pageToken = v.optional(text({ max: 131_072, pattern: /^[\S]+$/ }));

/** `NextToken`, where there is more. */
export const nextPage = (NextToken: string | undefined) => (NextToken === undefined ? {} : { NextToken });
