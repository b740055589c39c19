import { inspect } from 'node:util';
import { MemoryStore, totpCode, where } from 'portcullis';
import { InvalidOptionError, type NewPasswordRequiredError, UserNotFoundError } from 'portcullis/errors';
import { administratorOf, all, usersOf } from '../helpers/managers.js';
import {
  ada,
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  closing,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';

closeAfterEach();

const poolOfAda = (user = ada) => poolWith({ users: [user] });

describe('creating', () => {
  test('a user is invited with a temporary password and chooses another at the first sign-in', async () => {
    const pool = await poolWith();
    const user = await usersOf(pool).create({
      username: 'ada',
      attributes: { email: 'ada@example.com', email_verified: true, given_name: 'Ada' },
      desiredDeliveryMediums: ['EMAIL'],
    });
    expect(user).toMatchObject({
      username: 'ada',
      sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'FORCE_CHANGE_PASSWORD',
      enabled: true,
      createdAt: expect.any(Date),
      modifiedAt: expect.any(Date),
      attributes: { email: 'ada@example.com', email_verified: true, given_name: 'Ada' },
      custom: {},
    });
    const invitation = await pool.messages.next({ to: 'ada@example.com' });
    const cognito = clientOf(pool);
    await errorOf<NewPasswordRequiredError>(cognito.authenticate(invitation.code));
    await cognito.respondToNewPasswordRequired(PASSWORD);
    await expect(usersOf(pool).get('ada')).resolves.toMatchObject({ status: 'CONFIRMED' });
  });

  test('the invitation can be left out, and sent again later', async () => {
    const pool = await poolWith();
    const users = usersOf(pool);
    const invited = { username: 'ada', attributes: { email: 'ada@example.com' } };
    await users.create({ ...invited, temporaryPassword: 'Temp-Horse-7', messageAction: 'SUPPRESS' });
    expect(pool.messages.list()).toEqual([]);
    const again = await users.create({
      username: 'ada',
      temporaryPassword: 'Temp-Horse-8',
      messageAction: 'RESEND',
      desiredDeliveryMediums: ['EMAIL'],
    });
    expect(again.attributes.email).toBe('ada@example.com');
    expect(pool.messages.list()).toMatchObject([{ to: 'ada@example.com', code: 'Temp-Horse-8' }]);
    await users.setPassword('ada', PASSWORD, { permanent: true });
    await expect(users.create({ username: 'ada', messageAction: 'RESEND' })).rejects.toMatchObject({
      code: 'UNSUPPORTED_USER_STATE',
    });
  });

  test('a user may be given a password that stays, and signs in with it at once', async () => {
    const pool = await poolWith();
    const attributes = { email: 'ada@example.com', email_verified: true };
    const user = await usersOf(pool).create({ username: 'ada', password: PASSWORD, attributes });
    expect(user).toMatchObject({ status: 'CONFIRMED', attributes });
    expect(pool.messages.list()).toEqual([]);
    expect((await clientOf(pool).authenticate(PASSWORD)).username).toBe('ada');
  });

  test('a password against the policy creates nobody', async () => {
    const users = usersOf(await poolWith());
    await expect(users.create({ username: 'ada', password: 'weakweak' })).rejects.toMatchObject({
      code: 'PASSWORD_POLICY',
    });
    await expect(users.get('ada')).rejects.toBeInstanceOf(UserNotFoundError);
  });

  test('where the password could not be made to stay, the error says what is there and what to do', async () => {
    const pool = await poolWith();
    const network = closing(
      await proxyTo(pool, operation =>
        operation === 'AdminSetUserPassword'
          ? { status: 400, exception: 'AccessDeniedException' }
          : undefined,
      ),
    );
    const users = usersOf(pool, network.through);
    await expect(users.create({ username: 'ada', password: PASSWORD })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      advice:
        'The user was created, and the password is temporary so far. Call setPassword with permanent: true.',
    });
    expect((await users.get('ada')).status).toBe('FORCE_CHANGE_PASSWORD');
  });

  test.each<[object, string]>([
    [{ temporaryPassword: PASSWORD }, 'user.temporaryPassword'],
    [{ messageAction: 'RESEND' }, 'user.messageAction'],
    [{ desiredDeliveryMediums: ['EMAIL'] }, 'user.desiredDeliveryMediums'],
    [{ password: '' }, 'user.password'],
  ])('a user with a password gets no invitation: %j', async (invitation, field) => {
    const users = usersOf(await poolWith());
    await expect(users.create({ username: 'ada', password: PASSWORD, ...invitation })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field,
    });
  });

  test('an attribute map names the attributes as the application does', async () => {
    const pool = await poolWith({ users: [{ username: 'x', attributes: { 'custom:state': 'y' } }] });
    const attrMap = { given_name: 'firstName', 'custom:state': 'state' };
    const user = await usersOf(pool).create({
      username: 'ada',
      attributes: { firstName: 'Ada', state: 'Virginia' },
      attrMap,
      messageAction: 'SUPPRESS',
    });
    expect(user.attributes).toEqual({ firstName: 'Ada', state: 'Virginia' });
    const plain = await usersOf(pool).get('ada');
    expect(plain.attributes).toEqual({ given_name: 'Ada' });
    expect(plain.custom).toEqual({ state: 'Virginia' });
  });

  test('a name that is taken, an alias that is taken and a weak password are told apart', async () => {
    const pool = await poolWith({ AliasAttributes: ['email'], users: [ada] });
    const users = usersOf(pool);
    const email = { email: 'ada@example.com', email_verified: true };
    await expect(users.create({ username: 'ada' })).rejects.toMatchObject({ code: 'USERNAME_EXISTS' });
    await expect(users.create({ username: 'eve', attributes: email })).rejects.toMatchObject({
      code: 'ALIAS_EXISTS',
    });
    await expect(users.create({ username: 'eve', temporaryPassword: 'weakweak' })).rejects.toMatchObject({
      code: 'PASSWORD_POLICY',
    });
    await users.create({ username: 'eve', attributes: email, forceAliasCreation: true });
    await expect(users.get('ada@example.com')).resolves.toMatchObject({ username: 'eve' });
  });
});

describe('reading and changing', () => {
  test('a user is found by username, alias and sub, with their second factors', async () => {
    const pool = await poolWith({
      AliasAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      users: [adaWithTotp],
    });
    const users = usersOf(pool);
    const user = await users.get('ada');
    expect(user).toMatchObject({ mfa: ['SOFTWARE_TOKEN_MFA'], preferredMfa: 'SOFTWARE_TOKEN_MFA' });
    for (const name of ['ada@example.com', user.sub])
      await expect(users.get(name)).resolves.toMatchObject({ username: 'ada' });
    await expect(users.get('nobody')).rejects.toBeInstanceOf(UserNotFoundError);
  });

  test('attributes are set and removed, by the application’s names too', async () => {
    const users = usersOf(await poolOfAda());
    const attrMap = { given_name: 'firstName' } as const;
    await users.updateAttributes(
      'ada',
      { firstName: 'Ada', nickname: 'A', phone_number_verified: true },
      { attrMap },
    );
    const { attributes } = await users.get('ada', { attrMap });
    expect(attributes).toMatchObject({ firstName: 'Ada', nickname: 'A', phone_number_verified: true });
    await users.deleteAttributes('ada', ['firstName', 'nickname'], { attrMap });
    const after = (await users.get('ada')).attributes;
    expect(after.given_name).toBeUndefined();
    expect(after.nickname).toBeUndefined();
    expect(after.email).toBe('ada@example.com');
  });

  test('a new address is unverified until somebody vouches for it', async () => {
    const users = usersOf(await poolOfAda());
    await users.updateAttributes('ada', { email: 'countess@example.com' });
    expect((await users.get('ada')).attributes.email_verified).not.toBe(true);
    await users.updateAttributes('ada', { email: 'ada@example.org', email_verified: true });
    expect((await users.get('ada')).attributes).toMatchObject({
      email: 'ada@example.org',
      email_verified: true,
    });
  });

  test('an attribute map that would put two attributes under one name is refused', async () => {
    const users = usersOf(await poolOfAda());
    await expect(users.get('ada', { attrMap: { given_name: 'name' } })).rejects.toThrow(InvalidOptionError);
    await expect(users.get('ada', { attrMap: { given_name: 'x', name: 'x' } })).rejects.toThrow(
      /attrMap.name/,
    );
    await expect(
      users.get('ada', { attrMap: { given_name: 'name', name: 'fullName' } }),
    ).resolves.toBeDefined();
  });
});

describe('the state of an account', () => {
  test('a sign-up is confirmed without its code, once', async () => {
    const pool = await poolWith();
    const cognito = clientOf(pool);
    await cognito.register({ password: PASSWORD, attributes: { email: 'ada@example.com' } });
    const users = usersOf(pool);
    await users.confirm('ada');
    await cognito.authenticate(PASSWORD);
    await expect(users.confirm('ada')).rejects.toMatchObject({ code: 'USER_STATE' });
  });

  test('a disabled user loses their session and may not sign in until enabled', async () => {
    const pool = await poolOfAda();
    const users = usersOf(pool);
    const cognito = clientOf(pool);
    await cognito.authenticate(PASSWORD);
    await users.disable('ada');
    expect(await users.get('ada')).toMatchObject({ enabled: false });
    await expect(cognito.getUser()).rejects.toThrow();
    await expect(clientOf(pool).authenticate(PASSWORD)).rejects.toMatchObject({ code: 'USER_DISABLED' });
    await users.enable('ada');
    await clientOf(pool).authenticate(PASSWORD);
  });

  test('a password is set for good or for the next sign-in only', async () => {
    const pool = await poolOfAda();
    const users = usersOf(pool);
    await users.setPassword('ada', 'Other-Horse-9', { permanent: true });
    await clientOf(pool).authenticate('Other-Horse-9');
    await users.setPassword('ada', 'Third-Horse-9');
    await expect(clientOf(pool).authenticate('Third-Horse-9')).rejects.toMatchObject({
      code: 'NEW_PASSWORD_REQUIRED',
    });
    await expect(users.setPassword('ada', 'weakweak')).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
  });

  test('a reset sends a code and makes the old password useless', async () => {
    const pool = await poolOfAda();
    const users = usersOf(pool);
    await users.resetPassword('ada');
    expect(await users.get('ada')).toMatchObject({ status: 'RESET_REQUIRED' });
    const cognito = clientOf(pool);
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ code: 'PASSWORD_RESET_REQUIRED' });
    const { code } = await pool.messages.next({ to: 'ada@example.com' });
    await cognito.confirmForgotPassword(code, 'Other-Horse-9');
    await cognito.authenticate('Other-Horse-9');
    await users.create({ username: 'eve', messageAction: 'SUPPRESS' });
    await users.setPassword('eve', PASSWORD, { permanent: true });
    await expect(users.resetPassword('eve')).rejects.toMatchObject({ code: 'NO_VERIFIED_CONTACT' });
  });

  test('a deleted user is gone', async () => {
    const users = usersOf(await poolOfAda());
    await users.delete('ada');
    await expect(users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });
});

describe('second factors', () => {
  const poolOfAuthenticators = () => poolWith({ MfaConfiguration: 'OPTIONAL', users: [adaWithTotp] });

  test('are turned on and off, and one is preferred', async () => {
    const pool = await poolOfAuthenticators();
    const users = usersOf(pool);
    await users.setMfaPreference('ada', { sms: true, preferred: 'SMS_MFA' });
    expect(await users.get('ada')).toMatchObject({
      mfa: expect.arrayContaining(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']),
      preferredMfa: 'SMS_MFA',
    });
    await users.setMfaPreference('ada', { sms: false, softwareToken: false });
    await clientOf(pool).authenticate(PASSWORD);
    await expect(users.setMfaPreference('ada', { preferred: 'SMS_MFA' })).rejects.toThrow(InvalidOptionError);
  });

  test('a lost authenticator is removed, and another takes its place', async () => {
    const pool = await poolOfAuthenticators();
    const users = usersOf(pool);
    await users.deleteSoftwareToken('ada');
    const without = await users.get('ada');
    expect(without.mfa).toEqual([]);
    expect(without.preferredMfa).toBeUndefined();
    const cognito = clientOf(pool);
    await cognito.authenticate(PASSWORD);
    await expect(users.setMfaPreference('ada', { softwareToken: true })).rejects.toMatchObject({
      code: 'TOTP_NOT_VERIFIED',
    });
    const { secretCode } = await cognito.associateSoftwareToken();
    expect(secretCode).not.toBe(TOTP_SECRET);
    await cognito.verifySoftwareToken(await totpCode(secretCode));
    await users.setMfaPreference('ada', { softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
    expect((await users.get('ada')).mfa).toEqual(['SOFTWARE_TOKEN_MFA']);
  });
});

const tracking = { UserSessionTracking: 'ENABLED' } as const;

describe('sessions', () => {
  test('are listed, and ended one by one or all at once', async () => {
    const pool = await poolWith({ ...tracking, users: [ada] });
    const users = usersOf(pool);
    const [first, second] = [clientOf(pool), clientOf(pool)];
    await first.authenticate(PASSWORD);
    pool.clock.advance(10);
    await second.authenticate(PASSWORD);
    const sessions = await all(users.sessions('ada'));
    expect(sessions).toMatchObject([
      { sessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/), type: 'TOKEN', clientId: 'app' },
      { createdAt: expect.any(Date), lastActiveAt: expect.any(Date) },
    ]);

    await users.revokeSession('ada', sessions[0]?.sessionId ?? '');
    await expect(first.renewAccessToken()).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
    await second.renewAccessToken();
    expect((await all(users.sessions('ada'))).map(({ sessionId }) => sessionId)).toEqual([
      sessions[1]?.sessionId,
    ]);
    await expect(users.revokeSession('ada', sessions[0]?.sessionId ?? '')).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });

    await users.globalSignOut('ada');
    await expect(second.renewAccessToken()).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
    expect(await all(users.sessions('ada'))).toEqual([]);
  });

  test('show when they were last renewed', async () => {
    const pool = await poolWith({ ...tracking, users: [ada] });
    const cognito = clientOf(pool);
    await cognito.authenticate(PASSWORD);
    pool.clock.advance(600);
    await cognito.renewAccessToken();
    const [session] = await all(usersOf(pool).sessions('ada'));
    const aged = Number(session?.lastActiveAt) - Number(session?.createdAt);
    expect(aged).toBeGreaterThanOrEqual(600_000);
    expect(aged).toBeLessThan(660_000);
  });

  test('of one user are not ended in the name of another', async () => {
    const pool = await poolWith({ ...tracking, users: [ada, { username: 'eve', password: PASSWORD }] });
    const users = usersOf(pool);
    await clientOf(pool).authenticate(PASSWORD);
    const [session] = await all(users.sessions('ada'));
    await expect(users.revokeSession('eve', session?.sessionId ?? '')).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
  });
});

test('devices are listed, remembered, and forgotten', async () => {
  const pool = await poolWith({
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    users: [ada],
  });
  const cognito = clientOf(pool, { devices: { store: new MemoryStore().devices, name: 'laptop' } });
  await cognito.authenticate(PASSWORD);
  const deviceKey = cognito.tokens?.deviceKey ?? '';
  const users = usersOf(pool);
  await expect(all(users.devices('ada'))).resolves.toMatchObject([{ deviceKey, name: 'laptop' }]);
  const status = async () =>
    (await users.getDevice('ada', deviceKey)).attributes['dev:device_remembered_status'];
  await users.updateDeviceStatus('ada', deviceKey, { remembered: true });
  await expect(status()).resolves.toBe('remembered');
  await users.updateDeviceStatus('ada', deviceKey, { remembered: false });
  await expect(status()).resolves.toBe('not_remembered');
  await users.forgetDevice('ada', deviceKey);
  await expect(users.getDevice('ada', deviceKey)).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  await expect(all(users.devices('ada'))).resolves.toEqual([]);
});

test('the groups of a user are listed, the one that counts most first', async () => {
  const pool = await poolWith({
    groups: [{ name: 'staff', precedence: 5 }, { name: 'admins', precedence: 1 }, { name: 'others' }],
    users: [{ ...ada, groups: ['staff', 'admins'] }],
  });
  const groups = await all(usersOf(pool).groups('ada', { pageSize: 1 }));
  expect(groups.map(({ name }) => name)).toEqual(['admins', 'staff']);
});

describe('a manager', () => {
  test('is made once by a client, over the client’s own connections', async () => {
    const cognito = administratorOf(await poolWith({ ...tracking, users: [ada] }));
    expect(cognito.users).toBe(cognito.users);
    await expect(cognito.users.get('ada')).resolves.toMatchObject({ username: 'ada' });
  });

  test('says what is wrong with its options before anything is sent', () => {
    const users = usersOf({ userPoolId: 'eu-west-1_A', endpoint: 'http://127.0.0.1:9' } as never);
    expect(() => usersOf({ userPoolId: 'pool' } as never)).toThrow(InvalidOptionError);
    expect(() => users.list({ pageSize: 61 })).toThrow(/options.pageSize/);
    expect(() => users.list({ pagesize: 1 } as never)).toThrow(/not a known key/);
    expect(() => users.devices('')).toThrow(/username/);
    expect(() => users.search(where.email.equals('a'), { attributes: 'email' as never })).toThrow(
      /list of names/,
    );
    return Promise.all([
      expect(users.get('')).rejects.toThrow(InvalidOptionError),
      expect(users.setPassword('ada', '')).rejects.toThrow(/^password/),
      expect(users.create({ username: 'ada', email: 'x' } as never)).rejects.toThrow(/user.email/),
    ]);
  });

  test('whom AWS does not know is refused, and nothing secret is said', async () => {
    const pool = await poolWith({ ...tracking, users: [ada] });
    const cognito = clientOf(pool, { credentials: () => Promise.reject(new Error('no credentials here')) });
    const refused = await errorOf(cognito.users.setPassword('ada', 'Secret-Horse-9'));
    expect(refused.message).not.toContain('Secret-Horse-9');
    expect(refused).toBeInstanceOf(Error);
  });

  test('shows no secret when it is logged', async () => {
    const pool = await poolWith({ ...tracking, users: [ada] });
    const secretAccessKey = 'topsecretkeytopsecretkey';
    const users = usersOf(pool, {
      clientId: 'app',
      clientSecret: CLIENT_SECRET,
      credentials: { accessKeyId: 'local', secretAccessKey },
    });
    const shown = [users, await users.get('ada'), users.list()].map(
      value => inspect(value, { depth: 8 }) + JSON.stringify(value),
    );
    for (const secret of [CLIENT_SECRET, secretAccessKey]) expect(shown.join()).not.toContain(secret);
  });

  test('gives a call up when it is told to', async () => {
    const users = usersOf(await poolWith({ ...tracking, users: [ada] }));
    await expect(users.get('ada', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
    await expect(all(users.list({ signal: AbortSignal.abort(new Error('enough')) }))).rejects.toThrow(
      'enough',
    );
  });
});
