import * as v from 'valibot';
import { text, whole } from '../members/shapes.js';

const MOST = 60;

/** How many to list: 60 where the request does not say, or says 0. */
export const limit = v.pipe(
  v.optional(whole(0, MOST), MOST),
  v.transform(asked => asked || MOST),
);

/** The operations about pools and app clients name it `MaxResults`, and take no 0. */
export const maxResults = whole(1, MOST);

/** As {@link maxResults}, for operations that take no more than `most`, and as many where the request does not say. */
export const upTo = (most: number) => v.optional(whole(1, most), most);

export const pageToken = v.optional(text({ max: 131_072, pattern: /^[\S]+$/ }));

/** `NextToken`, where there is more. */
export const nextPage = (NextToken: string | undefined) => (NextToken === undefined ? {} : { NextToken });
