import type { CognitoUser } from 'amazon-cognito-identity-js';
import { identityJsUser, sessionOf, signIn, step } from '../helpers/identity-js.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const complete = (user: CognitoUser, password: string, attributes: object = {}) =>
  step(callbacks => user.completeNewPasswordChallenge(password, attributes, callbacks));

test('a temporary password is replaced, and missing attributes are filled in', async () => {
  const pool = await poolWith({ users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }] });
  const user = identityJsUser(pool, 'ada');
  await expect(signIn(user, PASSWORD)).resolves.toMatchObject({ challenge: 'NEW_PASSWORD_REQUIRED' });
  await expect(complete(user, 'short')).rejects.toMatchObject({ code: 'InvalidPasswordException' });
  await expect(complete(user, 'Another-Horse-9', { email: 'ada@example.com' })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Cannot modify an already provided email',
  });
  const session = sessionOf(await complete(user, 'Another-Horse-9', { name: 'Ada Lovelace' }));
  expect(session.getIdToken().payload.name).toBe('Ada Lovelace');
  sessionOf(await signIn(identityJsUser(pool, 'ada'), 'Another-Horse-9'));
});

test('the new password is followed by the second factor', async () => {
  const pool = await poolWith({ users: [{ ...adaWithTotp, status: 'FORCE_CHANGE_PASSWORD' }] });
  const user = identityJsUser(pool, 'ada');
  await signIn(user, PASSWORD);
  await expect(complete(user, 'Another-Horse-9')).resolves.toMatchObject({ challenge: 'SOFTWARE_TOKEN_MFA' });
  sessionOf(
    await step(callbacks => user.sendMFACode(totpCode(TOTP_SECRET), callbacks, 'SOFTWARE_TOKEN_MFA')),
  );
});
