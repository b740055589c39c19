import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

test.each([
  ['phone', { FRIENDLY_DEVICE_NAME: 'phone' }],
  ['', {}],
])('an authenticator verified under the name "%s" is asked for by it, if it is any', async (name, shown) => {
  const pool = await poolWith({ users: [ada], MfaConfiguration: 'OPTIONAL' });
  const sdk = sdkFor(pool);
  const { accessToken: AccessToken } = await pool.tokensFor('ada');
  const { SecretCode = '' } = await sdk.associateSoftwareToken({ AccessToken });
  const UserCode = totpCode(SecretCode);
  await sdk.verifySoftwareToken({ AccessToken, UserCode, FriendlyDeviceName: name });
  await sdk.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  const challenge = await signInOverSrp(pool, { ClientId: 'app', username: 'ada', password: PASSWORD });
  expect(challenge.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  expect(challenge.ChallengeParameters).toEqual({ USER_ID_FOR_SRP: 'ada', ...shown });
});
