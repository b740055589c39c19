import { inspect } from 'node:util';
import { redact, secretsIn, withoutSecrets } from '../../src/errors/redact.js';

test('a secret that begins with another is hidden whole', () => {
  expect(redact('got Horse-9-battery', ['Horse-9', 'Horse-9-battery'])).toBe('got [redacted]');
});

test('a secret is hidden as it stands in JSON, too', () => {
  const password = 'say "Horse"\\9';
  const text = `invalid ${JSON.stringify({ Password: password })} or ${password}`;
  expect(redact(text, [password])).toBe('invalid {"Password":"[redacted]"} or [redacted]');
});

test('a secret is hidden as it stands in a URL, a form and base64, too', () => {
  const password = 'Horse & 9/é+';
  const encoded = [
    encodeURIComponent(password),
    String(new URLSearchParams({ password })),
    Buffer.from(password).toString('base64'),
    Buffer.from(password).toString('base64url'),
  ].join(' | ');
  expect(redact(encoded, [password])).toMatch(
    /^\[redacted\] \| password=\[redacted\] \| \[redacted\]=* \| \[redacted\]$/,
  );
});

test("a foreign error's fields are left out, of its causes too", () => {
  const body = '{"RefreshToken":"a-refresh-token"}';
  const cause = Object.assign(new Error(`sending ${body}`), { code: 'ECONNRESET', request: { body } });
  const shown = withoutSecrets(new TypeError('fetch failed', { cause }), ['a-refresh-token']);
  expect(shown).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNRESET' } });
  expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain('a-refresh-token');
});

test('the secrets of a request are found at any depth, and other fields are left alone', () => {
  const input = {
    ClientId: 'application',
    AuthParameters: { USERNAME: 'ada.lovelace', PASSWORD: 'Horse-9', SECRET_HASH: 'aGFzaA==' },
    Session: 'a-session',
  };
  expect(secretsIn(input)).toEqual(['Horse-9', 'aGFzaA==', 'a-session']);
});
