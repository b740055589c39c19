import { Secret, TOTP, URI } from 'otpauth';
import { softwareTokenFrom } from '../../src/api/software-token.js';

const SecretCode = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

test.each([
  ['ada', undefined],
  ['ada@example.com', 'Shop & Co'],
  ['Ада + 1', 'Магазин 50 %?'],
])('an authenticator reads the URI for %s at %s as it was meant', (username, issuer) => {
  const { uri, secretCode } = softwareTokenFrom({ SecretCode, $metadata: {} }, { username, issuer });
  expect(secretCode).toBe(SecretCode);
  const read = URI.parse(uri);
  expect(read).toMatchObject({ label: username, issuer: issuer ?? 'Cognito', digits: 6, period: 30 });
  const same = new TOTP({ secret: Secret.fromBase32(SecretCode) });
  expect((read as TOTP).generate({ timestamp: 59_000 })).toBe(same.generate({ timestamp: 59_000 }));
});
