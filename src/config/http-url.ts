import * as v from 'valibot';

/** An http or https address, without the slashes that people leave at its end. */
export const httpUrl = v.pipe(
  v.string('must be a URL'),
  v.check(
    text => URL.canParse(text) && /^https?:/.test(text),
    'must be an http or https URL such as http://127.0.0.1:9229',
  ),
  v.transform(text => text.replace(/\/+$/, '')),
);

/** An address that paths can be put behind. */
export const baseUrl = v.pipe(
  httpUrl,
  v.check(text => {
    const { username, password, search, hash } = new URL(text);
    return !(username || password || search || hash);
  }, 'must not have a user, a query or a fragment: paths are put behind it'),
);
