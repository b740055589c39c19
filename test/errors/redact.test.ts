import { redact, secretsIn } from '../../src/errors/redact.js';

test('a secret that begins with another is hidden whole', () => {
  expect(redact('got Horse-9-battery', ['Horse-9', 'Horse-9-battery'])).toBe('got [redacted]');
});

test('a secret is hidden as it stands in JSON, too', () => {
  const password = 'say "Horse"\\9';
  const text = `invalid ${JSON.stringify({ Password: password })} or ${password}`;
  expect(redact(text, [password])).toBe('invalid {"Password":"[redacted]"} or [redacted]');
});

test('the secrets of a request are found at any depth, and other fields are left alone', () => {
  const input = {
    ClientId: 'application',
    AuthParameters: { USERNAME: 'ada.lovelace', PASSWORD: 'Horse-9', SECRET_HASH: 'aGFzaA==' },
    Session: 'a-session',
  };
  expect(secretsIn(input)).toEqual(['Horse-9', 'aGFzaA==', 'a-session']);
});
