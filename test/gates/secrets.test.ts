import { inspect } from 'node:util';
import { GatesAdmin } from 'portcullis/gates';
import { errorOf } from '../helpers/pool.js';
import {
  adminOf,
  closeBackendsAfterEach,
  grace,
  hangUp,
  json,
  type Respond,
  raw,
  startBackend,
  TOKEN,
} from './backend.js';

closeBackendsAfterEach();

/** Everything that a log could make of a value. */
const shown = (value: unknown): string =>
  [
    inspect(value, { depth: 8, showHidden: true }),
    inspect(value, { depth: 8, customInspect: false }),
    String(value),
    JSON.stringify(value),
    value instanceof Error ? value.stack : '',
  ].join('\n');

/** Answers with what came in, as gateways do that cannot read an Authorization header. */
const echo =
  (status: number, headers: Record<string, string> = {}): Respond =>
  (response, { headers: { authorization = '' } }) =>
    response
      .writeHead(status, headers)
      .end(
        `'${authorization.slice(7)}' not a valid key=value pair in Authorization header: '${authorization}'`,
      );

test.each<[string, Respond]>([
  ['a refusal that quotes it', echo(403)],
  ['a page that quotes it', echo(200, { 'content-type': 'text/html' })],
  ['JSON that is none and quotes it', echo(200, { 'content-type': 'application/json' })],
  ['a redirect that quotes it', raw(302, '', { location: `https://elsewhere.example/?token=${TOKEN}` })],
  ['a content type that quotes it', raw(200, 'x', { 'content-type': `text/${TOKEN}` })],
  ['a refusal that quotes half of it', json(403, { message: `Bad token ${TOKEN.slice(0, 40)}…` })],
  ['a broken connection', hangUp],
  ['a plain refusal', json(401, { message: 'Unauthorized' })],
])('the token does not show in the errors of %s', async (_, respond) => {
  const backend = await startBackend();
  const { admin } = adminOf(backend, { maxAttempts: 1 });
  backend.answer(respond);
  const errors = [
    await errorOf(admin.createUser(grace)),
    await errorOf(admin.listUsers({ client: 'GAIA' }).page()),
  ];
  backend.answer(json(200, { sub: 'a1b2' }), respond);
  errors.push(await errorOf(admin.createUser(grace)));
  for (const error of errors) {
    const text = shown(error);
    expect(text).not.toContain(TOKEN);
    for (const part of TOKEN.split('.')) expect(text.toLowerCase()).not.toContain(part.toLowerCase());
  }
});

test('a fetch that quotes the token in its own error does not show it either', async () => {
  const failing: typeof fetch = async (address, init) => {
    throw new TypeError(`cannot send ${JSON.stringify(init?.headers)} to ${address}`);
  };
  const { admin } = adminOf({ url: 'http://127.0.0.1:9' }, { fetch: failing });
  const error = await errorOf(admin.createUser(grace));
  expect(error).toMatchObject({ code: 'CONNECTION_FAILED' });
  expect(shown(error)).not.toContain(TOKEN);
});

test('logging the client shows no token', () => {
  const admin = new GatesAdmin({ baseUrl: 'https://host/stage', token: TOKEN });
  expect(shown(admin)).not.toContain(TOKEN);
});
