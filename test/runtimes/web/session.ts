import { Cognito, UserPool, WebStore } from 'portcullis/web';
import { MapStorage } from '../../helpers/map-storage.js';
import type { Check } from '../behaviour.js';
import { equal, rejectsWith } from '../expect.js';
import { personAt, signedInAt, totp, type WebSettings, watched } from './people.js';
import { PASSWORD, TOTP_SECRET } from './seeds.js';

/** Longer than any token lives: whoever asks for one gets a renewed one. */
const ALWAYS = 86_400_000;

/** Tokens, tabs and tracked devices. */
export async function trySession({ open, strict }: WebSettings, check: Check): Promise<void> {
  await check('says who is signed in, and shows no token in JSON', async () => {
    const cognito = await signedInAt(open, 'session');
    const { access, id } = cognito.decodeTokens();
    equal([access?.username, id?.email], ['session', 'session@example.com']);
    equal(access?.sub, id?.sub);
    const accessToken = await cognito.getAccessToken();
    equal(JSON.stringify(cognito).includes(accessToken), false);
  });
  await check('renews once for all who wait', async () => {
    const { operations, fetch } = watched();
    const cognito = await signedInAt(open, 'session', { renewBeforeExpiryMs: ALWAYS, fetch });
    const before = cognito.tokens?.accessToken;
    operations.length = 0;
    const tokens = await Promise.all([1, 2, 3].map(() => cognito.getAccessToken()));
    equal([new Set(tokens).size, operations], [1, ['GetTokensFromRefreshToken']]);
    equal(tokens[0] === before, false);
  });
  await check('takes each new refresh token where the pool rotates them', async () => {
    const cognito = await signedInAt(open, 'session', { clientId: 'rotating' });
    const first = cognito.tokens?.refreshToken;
    await cognito.renewAccessToken();
    await cognito.renewAccessToken();
    equal(cognito.tokens?.refreshToken === first, false);
  });
  await check(
    'two tabs share a session and its renewal, though the pool takes a refresh token once',
    async () => {
      const { endpoint, userPoolId } = open;
      const storage = new MapStorage();
      const tab = async () => {
        const { operations, fetch } = watched();
        const store = new WebStore({ storage });
        const pool = new UserPool({ endpoint, userPoolId, clientId: 'rotating', store, fetch });
        return { operations, pool, cognito: await Cognito.restore({ pool, username: 'session' }) };
      };
      const first = new Cognito({ pool: (await tab()).pool, username: 'session' });
      await first.authenticate(PASSWORD);
      const tabs = await Promise.all([tab(), tab()]);
      const renewed = await Promise.all(tabs.map(({ cognito }) => cognito?.renewAccessToken()));
      equal(
        tabs.flatMap(({ operations }) => operations),
        ['GetTokensFromRefreshToken'],
      );
      equal(renewed[0]?.accessToken, renewed[1]?.accessToken);
    },
  );
  await check('a sign-out in one tab signs out the other', async () => {
    const store = new WebStore({ storage: new MapStorage() });
    const here = await signedInAt(open, 'session', { store });
    const there = await Cognito.restore({ pool: here.pool, username: 'session' });
    equal((await here.logout()).revoked, true);
    equal(await Cognito.restore({ pool: here.pool, username: 'session' }), undefined);
    await rejectsWith(there?.renewAccessToken() ?? Promise.resolve(), { code: 'NOT_SIGNED_IN' });
  });
  await check('a record that cannot be read counts as none', async () => {
    const storage = new MapStorage();
    const store = new WebStore({ storage });
    const { pool } = await signedInAt(open, 'session', { store });
    for (const name of storage.records.keys()) storage.setItem(name, '{"version":99}');
    equal(await Cognito.restore({ pool, username: 'session' }), undefined);
  });
  await check('says that the storage is full, and stores the sign-in when it can', async () => {
    const storage = new MapStorage();
    storage.setItem = () => {
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    };
    const cognito = personAt(open, 'session', { store: new WebStore({ storage }) });
    await rejectsWith(cognito.authenticate(PASSWORD), { code: 'STORE_UNAVAILABLE' });
    equal([cognito.tokens?.username, storage.records.size], ['session', 0]);
    storage.setItem = MapStorage.prototype.setItem;
    await cognito.renewAccessToken();
    equal(storage.records.size, 1);
  });
  await check('ends this session alone, by its refresh token', async () => {
    const cognito = await signedInAt(open, 'session');
    const refreshToken = cognito.tokens?.refreshToken ?? '';
    equal((await cognito.revoke()).revoked, true);
    await rejectsWith(cognito.getAccessToken(), { code: 'NOT_SIGNED_IN' });
    const { pool } = cognito;
    const spent = new Cognito({ pool, username: 'session', refreshToken });
    await rejectsWith(spent.getAccessToken(), { code: 'REFRESH_TOKEN_REVOKED' });
  });
  await check('begins from a refresh token alone', async () => {
    const { pool, tokens } = await signedInAt(open, 'session');
    const refreshToken = tokens?.refreshToken ?? '';
    const cognito = new Cognito({ pool, username: 'session', refreshToken });
    equal((await cognito.getUser()).username, 'session');
  });

  await check('a tracked device stands in for the second factor', async () => {
    const store = new WebStore({ storage: new MapStorage() });
    const options = { store, devices: { store: store.devices, name: 'a browser', remember: true } };
    const first = personAt(strict, 'tracked', options);
    await first.authenticate(PASSWORD, { onSoftwareTokenMfa: () => totp(TOTP_SECRET) });
    const [device] = await first.listDevices().toArray();
    equal(device?.name, 'a browser');
    await first.renewAccessToken();

    const { operations, fetch } = watched();
    const again = personAt(strict, 'tracked', { ...options, fetch });
    equal((await again.authenticate(PASSWORD)).deviceKey, device?.deviceKey);
    equal(operations, ['InitiateAuth', ...Array(3).fill('RespondToAuthChallenge')]);

    await again.forgetDevice();
    const stranger = personAt(strict, 'tracked', options).authenticate(PASSWORD);
    await rejectsWith(stranger, { code: 'SOFTWARE_TOKEN_MFA_REQUIRED' });
  });
}
