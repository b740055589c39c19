import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { LocalPool } from 'portcullis/local';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

function userOf({ endpoint, userPoolId }: LocalPool, Username: string): CognitoUser {
  const memory = new Map<string, string>();
  const Storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
    clear: () => memory.clear(),
  };
  const Pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: 'app', endpoint, Storage });
  return new CognitoUser({ Username, Pool, Storage });
}

interface Answers {
  readonly totp?: string;
  readonly newPassword?: string;
}

const signIn = (user: CognitoUser, Password: string, { totp = '', newPassword = '' }: Answers = {}) =>
  new Promise<CognitoUserSession>((onSuccess, onFailure) => {
    const callbacks = { onSuccess, onFailure };
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), {
      ...callbacks,
      totpRequired: () => user.sendMFACode(totp, callbacks, 'SOFTWARE_TOKEN_MFA'),
      newPasswordRequired: () => user.completeNewPasswordChallenge(newPassword, {}, callbacks),
    });
  });

test('a password signs a user in', async () => {
  const pool = await poolWith({ users: [ada] });
  const session = await signIn(userOf(pool, 'ada'), PASSWORD);
  expect(session.getAccessToken().payload).toMatchObject({
    username: 'ada',
    client_id: 'app',
    iss: pool.issuer,
  });
  expect(session.getIdToken().payload).toMatchObject({
    aud: 'app',
    email: 'ada@example.com',
    email_verified: true,
  });
});

test('a wrong password is refused in the words of the service', async () => {
  const pool = await poolWith({ users: [ada] });
  await expect(signIn(userOf(pool, 'ada'), 'Wrong-Horse-9')).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('an authenticator code is the second factor', async () => {
  const pool = await poolWith({ MfaConfiguration: 'ON', users: [adaWithTotp] });
  const session = await signIn(userOf(pool, 'ada'), PASSWORD, { totp: totpCode(TOTP_SECRET) });
  expect(session.isValid()).toBe(true);
});

test('a temporary password is replaced by one of the user’s own', async () => {
  const pool = await poolWith({ users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }] });
  await signIn(userOf(pool, 'ada'), PASSWORD, { newPassword: 'Another-Horse-9' });
  const session = await signIn(userOf(pool, 'ada'), 'Another-Horse-9');
  expect(session.isValid()).toBe(true);
});

test('a session is refreshed, and ends when the user signs out everywhere', async () => {
  const pool = await poolWith({ users: [ada] });
  const user = userOf(pool, 'ada');
  const session = await signIn(user, PASSWORD);
  pool.clock.advance(60);
  const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error, next) => (error ? reject(error) : resolve(next))),
  );
  expect(refreshed.getAccessToken().getIssuedAt()).toBeGreaterThan(session.getAccessToken().getIssuedAt());
  await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
  // This client tries a refused refresh again and again, so ask with the token that it still holds.
  await expect(
    sdkFor(pool).getUser({ AccessToken: refreshed.getAccessToken().getJwtToken() }),
  ).rejects.toThrow('Access Token has been revoked');
});

test('every user signs in by e-mail in a pool whose usernames are e-mail addresses', async () => {
  const pool = await poolWith({
    UsernameAttributes: ['email'],
    users: [{ username: 'ada@example.com', password: PASSWORD }],
  });
  const session = await signIn(userOf(pool, 'ada@example.com'), PASSWORD);
  const { username, sub } = session.getAccessToken().payload;
  expect(username).toBe(sub);
});
