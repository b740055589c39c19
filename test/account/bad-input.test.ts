import { Cognito, totpCode } from 'portcullis';
import { InvalidOptionError } from 'portcullis/errors';
import { PycognitoClient } from 'portcullis/pycognito';
import { countingProxy } from '../helpers/counting-proxy.js';
import { credentials } from '../helpers/managers.js';
import { ada, closeAfterEach, closing, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

async function signedIn() {
  const pool = await poolWith({ users: [ada] });
  const network = closing(await countingProxy(pool.endpoint));
  const { userPoolId, issuer } = pool;
  const options = { userPoolId, issuer, endpoint: network.endpoint, clientId: 'app', credentials };
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  const cognito = closing(
    new PycognitoClient({ ...options, username: 'ada', accessToken, idToken, refreshToken }),
  );
  return { cognito, network };
}

type Call = (cognito: PycognitoClient) => unknown;
const never = (value: unknown) => value as never;

const MILLISECONDS = 'must be a whole number of milliseconds, from 1 to 2147483647';

test.each<[string, Call, string]>([
  ['a timer that is too long', c => c.getUser({ timeoutMs: 2 ** 31 }), `options.timeoutMs ${MILLISECONDS}`],
  ['a fraction', c => c.getUser({ timeoutMs: 1.5 }), `options.timeoutMs ${MILLISECONDS}`],
  ['no number', c => c.getAccessToken({ timeoutMs: Number.NaN }), `options.timeoutMs ${MILLISECONDS}`],
  ['the same for a renewal', c => c.renewAccessToken({ timeoutMs: 0 }), `options.timeoutMs ${MILLISECONDS}`],
  ['the same for a sign-out', c => c.logout({ timeoutMs: -1 }), `options.timeoutMs ${MILLISECONDS}`],
  ['no signal', c => c.verifyTokens({ signal: never(5) }), 'options.signal must be an AbortSignal'],
  [
    'a misspelt option',
    c => c.users.get('ada', never({ tiemoutMs: 5 })),
    'options.tiemoutMs is not a known key; allowed: signal, timeoutMs, attrMap',
  ],
  ['one that only others take', c => c.users.enable('ada', never({ attrMap: {} })), 'options.attrMap is not'],
  ['options that are none', c => c.getUser(never(5)), 'options must be an object'],
  ['a code that is a number', c => c.confirmSignUp(never(5)), 'code must be a string'],
  ['no code', c => c.verifySoftwareToken(''), 'code must not be empty'],
  ['a name for a list', c => c.users.deleteAttributes('ada', never('email')), 'names must be a list of attr'],
  ['no attributes', c => c.updateProfile(never(5)), 'attributes must be an object of attributes'],
  ['an odd attribute', c => c.updateProfile({ email: never({}) }), 'attributes.email must be a string'],
  ['no registration', c => c.register(never(null)), 'account must be an object'],
  [
    'an unknown flow',
    c => c.adminAuthenticate(PASSWORD, { flow: never('nonsense') }),
    'options.flow must be',
  ],
  [
    'an unknown attribute to verify',
    c => c.sendVerification(never('name')),
    'attribute must be one of email, phone_number',
  ],
  ['an empty password', c => c.changePassword('', 'Other-Horse-9'), 'previous must not be empty'],
  ['no password', c => c.confirmForgotPassword('123456', never(undefined)), 'password is missing'],
  ['no session to revoke', c => c.revokeSession(never(undefined)), 'sessionId is missing'],
  [
    'an odd choice',
    c => c.revokeSession('x', { linked: never('yes') }),
    'options.linked must be true or false',
  ],
  [
    'a factor that is none',
    c => c.setUserMfaPreference(never({ totp: true })),
    'preference.totp is not a known',
  ],
  ['an empty device key', c => c.getDevice(''), 'deviceKey must not be empty'],
  [
    'responses that are none',
    c => c.respondToChallenge(never(null)),
    'responses must be an object of strings',
  ],
])('%s is refused by name, before anything is sent', async (_, call, message) => {
  const { cognito, network } = await signedIn();
  const error = await errorOf((async () => call(cognito))());
  expect(error).toBeInstanceOf(InvalidOptionError);
  expect(error.message).toContain(message);
  expect(network.connections).toBe(0);
});

test.each<[unknown, unknown, string]>([
  ['', undefined, 'secretCode must not be empty'],
  ['not base 32!', undefined, 'secretCode must be the Base32 secret'],
  [undefined, undefined, 'secretCode is missing'],
  ['JBSWY3DPEHPK3PXP', Number.NaN, 'now must be milliseconds since the epoch'],
])('totpCode(%j, %j) is refused', async (secret, now, message) => {
  await expect(totpCode(secret as never, now as never)).rejects.toThrow(message);
});

test('a secret may be written as people copy it', async () => {
  expect(await totpCode('jbsw y3dp ehpk 3pxp', 59_000)).toBe(await totpCode('JBSWY3DPEHPK3PXP', 59_000));
});

test('a sign-in that fails shows the file that asked for it', async () => {
  const pool = await poolWith({ users: [ada] });
  const { userPoolId, endpoint } = pool;
  const cognito = closing(new Cognito({ userPoolId, endpoint, clientId: 'app', username: 'ada' }));
  const { stack } = await errorOf(cognito.authenticate('Wrong-Horse-9'));
  expect(stack).toContain('bad-input.test.ts');
  const unreachable = closing(
    new Cognito({
      userPoolId,
      endpoint: 'http://127.0.0.1:1',
      clientId: 'app',
      maxAttempts: 1,
      username: 'ada',
    }),
  );
  expect((await errorOf(unreachable.authenticate(PASSWORD))).stack).toContain('bad-input.test.ts');
});
