import { refined } from '../internal/schemas.js';
import { httpUrl } from './http-url.js';

/** An address that paths can be put behind. */
export const baseUrl = refined(
  httpUrl,
  text => {
    const { username, password, search, hash } = new URL(text);
    return !(username || password || search || hash);
  },
  'must not have a user, a query or a fragment: paths are put behind it',
);
