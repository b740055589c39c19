import { Cognito, FileStore, MemoryStore, totpCode, UserPool } from 'portcullis';
import type { ChallengeRequiredError } from 'portcullis/errors';
import { Cognito as WebCognito } from 'portcullis/web';
import { clientOptions, closing, errorOf, PASSWORD, TOTP_SECRET } from '../../helpers/pool.js';
import type { Outcomes } from '../scene.js';

const challenged = (signIn: Promise<unknown>) => errorOf<ChallengeRequiredError>(signIn);

/** Signing in, by each of our names. */
export const signIn: Outcomes = {
  'new Cognito': async ({ pool, signedIn }) => {
    const { accessToken, idToken, refreshToken } = (await signedIn()).tokens?.data ?? {};
    const cognito = closing(
      new Cognito({ ...clientOptions(pool), username: undefined, accessToken, idToken, refreshToken }),
    );
    await cognito.verifyTokens();
    expect(cognito.username).toBe('ada');
  },
  'new UserPool': async ({ pool: { userPoolId, endpoint } }) => {
    const pool = closing(new UserPool({ userPoolId, endpoint, clientId: 'app' }));
    const cognito = new Cognito({ pool, username: 'ada' });
    expect(await cognito.authenticate(PASSWORD)).toMatchObject({ username: 'ada' });
    cognito.close();
  },
  'cognito.username': async ({ signedIn }) => {
    expect((await signedIn()).username).toBe('ada');
  },
  'cognito.authenticate': async ({ client }) => {
    expect(await client().authenticate(PASSWORD)).toMatchObject({ username: 'ada' });
    await expect(client().authenticate('Wrong-Horse-9')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
  },
  'cognito.authenticateWithPassword': async ({ client }) => {
    expect(await client().authenticateWithPassword(PASSWORD)).toMatchObject({ username: 'ada' });
  },
  'cognito.adminAuthenticate': async ({ client }) => {
    expect((await client().adminAuthenticate(PASSWORD)).username).toBe('ada');
  },
  'cognito.initiateCustomAuth': async ({ client }) => {
    const tokens = await client().initiateCustomAuth({ onCustomChallenge: () => 'Rex' });
    expect(tokens.username).toBe('ada');
  },
  'cognito.initiateUserAuth': async ({ client }) => {
    const tokens = await client().initiateUserAuth({
      preferredChallenge: 'PASSWORD_SRP',
      password: PASSWORD,
    });
    expect(tokens.username).toBe('ada');
  },
  'cognito.respondToSoftwareTokenMfa': async ({ client }) => {
    const { challenge } = await challenged(client({ username: 'cho' }).authenticate(PASSWORD));
    const tokens = await client().respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET), { challenge });
    expect(tokens.username).toBe('cho');
  },
  'cognito.respondToSmsMfa': async ({ pool, client }) => {
    const { challenge } = await challenged(client({ username: 'dan' }).authenticate(PASSWORD));
    const { code } = await pool.messages.next();
    expect(await client().respondToSmsMfa(code, { challenge })).toMatchObject({ username: 'dan' });
  },
  'cognito.respondToNewPasswordRequired': async ({ client }) => {
    const cognito = client({ username: 'eva' });
    await challenged(cognito.authenticate(PASSWORD));
    expect(await cognito.respondToNewPasswordRequired('Compiler-Moth-9')).toMatchObject({ username: 'eva' });
  },
  'cognito.respondToCustomChallenge': async ({ client }) => {
    const cognito = client();
    await challenged(cognito.initiateCustomAuth());
    expect(await cognito.respondToCustomChallenge('Rex')).toMatchObject({ username: 'ada' });
  },
  'cognito.respondToSelectMfaType': async ({ client, pool }) => {
    const cognito = client({ username: withBothFactors(pool) });
    expect((await challenged(cognito.authenticate(PASSWORD))).challenge.name).toBe('SELECT_MFA_TYPE');
    const asked = await challenged(cognito.respondToSelectMfaType('SMS_MFA'));
    expect(asked.challenge.name).toBe('SMS_MFA');
  },
  'cognito.respondToSelectChallenge': async ({ client }) => {
    const cognito = client();
    await challenged(cognito.initiateUserAuth());
    const tokens = await cognito.respondToSelectChallenge('PASSWORD_SRP', { password: PASSWORD });
    expect(tokens.username).toBe('ada');
  },
  'cognito.beginMfaSetup': async ({ pool, client }) => {
    pool.users.add({ username: 'fay', password: PASSWORD, status: 'CONFIRMED' });
    const cognito = client({ username: 'fay' });
    await client().pool.api.call('SetUserPoolMfaConfig', {
      UserPoolId: pool.userPoolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    await challenged(cognito.authenticate(PASSWORD));
    const { secretCode } = await cognito.beginMfaSetup();
    expect(await cognito.respondToMfaSetup({ code: await totpCode(secretCode) })).toMatchObject({
      username: 'fay',
    });
  },
  'cognito.respondToChallenge': async ({ client }) => {
    const cognito = client();
    const { challenge } = await challenged(cognito.initiateCustomAuth());
    const asTheServiceSaid = { ChallengeName: 'CUSTOM_CHALLENGE', Session: challenge.session };
    const tokens = await cognito.respondToChallenge({ ANSWER: 'Rex' }, { challenge: asTheServiceSaid });
    expect(tokens.username).toBe('ada');
  },
  'Cognito.restore': async ({ pool, signedIn }) => {
    const store = new MemoryStore();
    await signedIn({ store });
    const restored = await Cognito.restore({ ...clientOptions(pool), store });
    expect(restored?.username).toBe('ada');
    restored?.close();
  },
  'new MemoryStore': async ({ pool, signedIn }) => {
    const store = new MemoryStore();
    await signedIn({ store });
    const stored = await store.get({ userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' });
    expect(stored?.refreshToken).toEqual(expect.any(String));
  },
  'new FileStore': () => {
    expect(new FileStore({ directory: '/nowhere' }).devices).toHaveProperty('get');
  },
  'new WebStore': async ({ pool: { userPoolId, endpoint } }) => {
    const { WebStore } = await import('portcullis/web');
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const store = new WebStore({ storage });
    const cognito = new WebCognito({ userPoolId, endpoint, clientId: 'app', username: 'ada', store });
    await cognito.authenticate(PASSWORD);
    expect(kept.size).toBe(1);
    cognito.close();
  },
  'error.challenge': async ({ client }) => {
    const { challenge } = await challenged(client({ username: 'cho' }).authenticate(PASSWORD));
    expect(JSON.parse(JSON.stringify(challenge))).toMatchObject({ name: 'SOFTWARE_TOKEN_MFA' });
  },
  totpCode: async ({ client }) => {
    const signIn = client({ username: 'cho' }).authenticate(PASSWORD, {
      onSoftwareTokenMfa: () => totpCode(TOTP_SECRET),
    });
    expect(await signIn).toMatchObject({ username: 'cho' });
  },
  onSoftwareTokenMfa: async ({ client }) => {
    const asked: string[] = [];
    const onSoftwareTokenMfa = () => {
      asked.push('a code');
      return totpCode(TOTP_SECRET);
    };
    await client({ username: 'cho' }).authenticate(PASSWORD, { onSoftwareTokenMfa });
    expect(asked).toEqual(['a code']);
  },
  onSmsMfa: async ({ pool, client }) => {
    const onSmsMfa = async () => (await pool.messages.next()).code;
    const tokens = await client({ username: 'dan' }).authenticate(PASSWORD, { onSmsMfa });
    expect(tokens.username).toBe('dan');
  },
  onNewPasswordRequired: async ({ client }) => {
    const onNewPasswordRequired = () => 'Compiler-Moth-9';
    const tokens = await client({ username: 'eva' }).authenticate(PASSWORD, { onNewPasswordRequired });
    expect(tokens.username).toBe('eva');
  },
  onSelectMfaType: async ({ pool, client }) => {
    const choices: (readonly string[])[] = [];
    const onSelectMfaType = (prompt: { choices: readonly string[] }) => {
      choices.push(prompt.choices);
      return 'SOFTWARE_TOKEN_MFA';
    };
    const cognito = client({ username: withBothFactors(pool) });
    await cognito.authenticate(PASSWORD, {
      onSelectMfaType,
      onSoftwareTokenMfa: () => totpCode(TOTP_SECRET),
    });
    expect(choices[0]).toEqual(expect.arrayContaining(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']));
  },
  onMfaSetup: async ({ pool, client }) => {
    await client().pool.api.call('SetUserPoolMfaConfig', {
      UserPoolId: pool.userPoolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    pool.users.add({ username: 'fay', password: PASSWORD, status: 'CONFIRMED' });
    const tokens = await client({ username: 'fay' }).authenticate(PASSWORD, {
      onMfaSetup: async ({ associate }) => ({ code: await totpCode((await associate()).secretCode) }),
    });
    expect(tokens.username).toBe('fay');
  },
  onCustomChallenge: async ({ client }) => {
    const asked: string[] = [];
    const onCustomChallenge = ({ parameters }: { parameters: Readonly<Record<string, string>> }) => {
      asked.push(...Object.values(parameters));
      return 'Rex';
    };
    await client().initiateCustomAuth({ onCustomChallenge });
    expect(asked).toContain('first pet?');
  },
};

function withBothFactors(pool: Parameters<Outcomes[string]>[0]['pool']): string {
  const { username } = pool.users.add({
    username: 'gus',
    password: PASSWORD,
    status: 'CONFIRMED',
    attributes: { phone_number: '+441234569936', phone_number_verified: 'true' },
    totpSecret: TOTP_SECRET,
    mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
  });
  return username;
}
