import { Cognito, MemoryStore, UserPool } from 'portcullis';
import { ConnectionError, NotSignedInError, StoreUnavailableError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import { useHangs } from '../helpers/hanging.js';
import {
  ada,
  type ClientOptions,
  clientOf,
  clientOptions,
  closeAfterEach,
  closing,
  errorOf,
  PASSWORD,
  poolWith,
  rotating,
  rotatingWithin,
} from '../helpers/pool.js';

closeAfterEach();

const HOUR = 3600;
const users = [ada, { ...ada, username: 'bob', attributes: { email: 'bob@example.com' } }];

type Fetch = typeof globalThis.fetch;

/** What stands between a client and the pool: it sees each operation, and may answer, wait or fail in its place. */
type Network = (operation: string, pass: () => Promise<Response>) => Promise<Response>;

const through =
  (network: Network): Fetch =>
  async (input, init) => {
    const target = new Headers(init?.headers).get('x-amz-target') ?? '';
    const answer = network(target.split('.').pop() ?? '', () => fetch(input, init));
    return await Promise.race([answer, abortOf(init?.signal)]);
  };

const abortOf = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

const isRenewal = (operation: string): boolean => operation === 'GetTokensFromRefreshToken';
const refusal = (exception: string, message: string): Response =>
  new Response(JSON.stringify({ __type: exception, message }), {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  });

/** Ada, signed in, with a network that is put in between from then on. */
async function signedIn(
  network: Network,
  options: ClientOptions = {},
  seed: Parameters<typeof poolWith>[0] = { users },
) {
  let between: Network = (_, pass) => pass();
  const pool = await poolWith(seed);
  const cognito = clientOf(pool, {
    maxAttempts: 1,
    fetch: through((operation, pass) => between(operation, pass)),
    ...options,
  });
  await cognito.authenticate(PASSWORD);
  between = network;
  return { pool, cognito };
}

/** Something to wait for. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

describe('a renewal that ends late', () => {
  test.each<[string, (pass: () => Promise<Response>) => Promise<Response>]>([
    ['in a refusal', async () => refusal('NotAuthorizedException', 'Refresh Token has been revoked')],
    ['in new tokens', pass => pass()],
    ['in a broken connection', () => Promise.reject(new Error('reset'))],
  ])('%s leaves the sign-in that came meanwhile', async (_, answer) => {
    const held = gate();
    const begun = gate();
    const { cognito } = await signedIn(async (operation, pass) => {
      if (!isRenewal(operation)) return await pass();
      begun.open();
      await held.opened;
      return await answer(pass);
    });
    const late = cognito.renewAccessToken().catch(error => error);
    await begun.opened;
    const { accessToken } = await cognito.authenticate(PASSWORD);
    held.open();
    await late;
    expect(cognito.tokens?.accessToken).toBe(accessToken);
    expect((await cognito.getUser()).username).toBe('ada');
  });
});

describe('while the tokens cannot be renewed', () => {
  test('those that still serve are handed out, and the renewal is tried again', async () => {
    let away = true;
    let attempts = 0;
    let passed = 0;
    const clock = () => Date.now() + passed * 1000;
    const { cognito } = await signedIn(
      async (operation, pass) => {
        if (!isRenewal(operation)) return await pass();
        attempts++;
        if (away) throw new Error('reset');
        return await pass();
      },
      { clock },
    );
    const { accessToken } = cognito.tokens ?? {};
    passed = HOUR - 30;
    expect(await cognito.getAccessToken()).toBe(accessToken);
    expect(await cognito.getAccessToken()).toBe(accessToken);
    expect(attempts).toBeGreaterThan(1);
    passed = HOUR + 1;
    await expect(cognito.getAccessToken()).rejects.toBeInstanceOf(ConnectionError);
    expect(cognito.tokens?.accessToken).toBe(accessToken);
    away = false;
    expect(await cognito.renewAccessToken()).not.toMatchObject({ accessToken });
  });

  test('a session without a refresh token serves until it is over', async () => {
    const pool = await poolWith({ users });
    const { accessToken, idToken } = await pool.tokensFor('ada');
    const clock = () => Date.now() + (HOUR - 30) * 1000;
    const cognito = clientOf(pool, { accessToken, idToken, clock });
    expect(await cognito.getAccessToken()).toBe(accessToken);
  });
});

test.each([
  'Client secret does not match',
  'Request not allowed due to security reasons.',
  'Something that was never said before',
])('a refusal in the words %j leaves the session', async message => {
  let refuse = true;
  const { cognito } = await signedIn(async (operation, pass) =>
    isRenewal(operation) && refuse ? refusal('NotAuthorizedException', message) : await pass(),
  );
  await expect(cognito.renewAccessToken()).rejects.toMatchObject({ awsMessage: message });
  expect(cognito.tokens).toBeDefined();
  refuse = false;
  await expect(cognito.renewAccessToken()).resolves.toBeDefined();
});

test("a proxy's page in place of a renewal is reported as that, not as a flow that the app client lacks", async () => {
  const local = await poolWith({ users, clients: [rotating] });
  const network: Network = async (operation, pass) =>
    isRenewal(operation) ? new Response('<h1>Sign in to the hotel</h1>', { status: 403 }) : await pass();
  const cognito = clientOf(local, { fetch: through(network) });
  await cognito.authenticate(PASSWORD);
  const page = { code: 'UNREADABLE_ANSWER', httpStatus: 403 };
  await expect(cognito.renewAccessToken()).rejects.toMatchObject(page);
});

describe('a renewal whose answer', () => {
  const hang = useHangs();

  /** Ada, whose first renewal the pool carries out, and whose answer becomes another. */
  async function withFirstAnswer(grace: number, change: (answer: Response) => Promise<Response>) {
    let renewals = 0;
    return await signedIn(
      async (operation, pass) => {
        if (!isRenewal(operation)) return await pass();
        const answer = await pass();
        return renewals++ > 0 ? answer : await change(answer);
      },
      {},
      { users, clients: [rotatingWithin(grace)] },
    );
  }

  test.each<[string, () => Promise<Response>]>([
    ['has no tokens', async () => new Response('{}')],
    ['is cut short', async () => new Response('{"AuthenticationResult":{"AccessTok')],
    ['never comes', () => hang()],
  ])('%s is asked for again at once, in the grace time of the rotation', async (_, answer) => {
    const { cognito } = await withFirstAnswer(60, answer);
    const { refreshToken } = cognito.tokens ?? {};
    const renewed = await cognito.renewAccessToken();
    expect(renewed.refreshToken).not.toBe(refreshToken);
    await expect(cognito.renewAccessToken()).resolves.toBeDefined();
  });

  test('has no id token gives the others, and the id token at hand stays', async () => {
    const { cognito } = await withFirstAnswer(0, async answer => {
      const { AuthenticationResult } = (await answer.json()) as { AuthenticationResult: { IdToken: string } };
      const { IdToken: _, ...others } = AuthenticationResult;
      return new Response(JSON.stringify({ AuthenticationResult: others }));
    });
    const before = cognito.tokens;
    const renewed = await cognito.renewAccessToken();
    expect(renewed.idToken).toBe(before?.idToken);
    expect(renewed.accessToken).not.toBe(before?.accessToken);
    await expect(cognito.renewAccessToken()).resolves.toBeDefined();
  });
});

test('a process that finds the record deleted is signed out, and writes nothing back', async () => {
  const local = await poolWith({ users });
  const store = new MemoryStore();
  const pool = closing(new UserPool({ ...poolOptions(local), store }));
  const first = new Cognito({ pool, username: 'ada' });
  await first.authenticate(PASSWORD);
  const second = await Cognito.restore({ pool, username: 'ada' });
  const { userPoolId } = local;
  // Signed out here alone: the pool would still renew.
  const key = { userPoolId, clientId: 'app', username: 'ada' };
  await store.delete(key, await store.get(key));
  expect(await errorOf(second?.renewAccessToken() ?? Promise.resolve())).toBeInstanceOf(NotSignedInError);
  expect(second?.tokens).toBeUndefined();
  expect(await Cognito.restore({ pool, username: 'ada' })).toBeUndefined();
});

describe('a sign-in that the store would not take', () => {
  /** A store whose disk is full until there is space again. */
  class FullStore extends MemoryStore {
    full = true;
    override async set(...args: Parameters<MemoryStore['set']>): Promise<boolean> {
      if (this.full) throw new StoreUnavailableError('the disk', 'ENOSPC');
      return await super.set(...args);
    }
  }

  async function signedInOver(store: FullStore) {
    const pool = await poolWith({ users });
    const cognito = clientOf(pool, { store });
    const error = await errorOf(cognito.authenticate(PASSWORD));
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', advice: expect.stringContaining('held') });
    return { pool, cognito };
  }

  test('is held, and stored by the next call, which needs no second sign-in', async () => {
    const store = new FullStore();
    const { pool, cognito } = await signedInOver(store);
    await expect(cognito.getAccessToken()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(cognito.getUser()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    store.full = false;
    expect((await cognito.getUser()).username).toBe('ada');
    const key = { userPoolId: pool.userPoolId, clientId: 'app', username: 'ada' };
    expect(await store.get(key)).toEqual(cognito.tokens?.data);
  });

  test('can be signed out', async () => {
    const store = new FullStore();
    const { pool, cognito } = await signedInOver(store);
    const { refreshToken } = cognito.tokens ?? {};
    expect(await cognito.revoke()).toEqual({ revoked: true });
    expect(cognito.tokens).toBeUndefined();
    const late = clientOf(pool, { refreshToken });
    await expect(late.renewAccessToken()).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  });
});

test('a sign-out long after the sign-in renews first, and revokes', async () => {
  let passed = 0;
  const pool = await poolWith({ users }, { clock: () => Date.now() + passed * 1000 });
  const cognito = clientOf(pool, { clock: () => Date.now() + passed * 1000 });
  const { data } = await cognito.authenticate(PASSWORD);
  passed = HOUR + 60;
  expect(await cognito.logout()).toEqual({ revoked: true });
  await expect(clientOf(pool, data).renewAccessToken()).rejects.toMatchObject({
    code: 'REFRESH_TOKEN_REVOKED',
  });
});

test('tokens that were never stored are stored by their renewal', async () => {
  const local = await poolWith({ users });
  const store = new MemoryStore();
  const { accessToken, idToken, refreshToken } = await local.tokensFor('ada');
  const pool = closing(new UserPool({ ...poolOptions(local), store }));
  await new Cognito({ pool, username: 'ada', accessToken, idToken, refreshToken }).renewAccessToken();
  expect(await Cognito.restore({ pool, username: 'ada' })).toBeDefined();
});

test.each<[string, (pool: LocalPool) => Promise<{ accessToken: string; idToken: string }>, object]>([
  ['another person’s', pool => pool.tokensFor('bob'), { mismatch: { claim: 'sub' } }],
  ['forged', async pool => forged(await pool.tokensFor('ada')), { code: 'INVALID_TOKEN' }],
])('renewed tokens that are %s are not taken', async (_, tokensOf, expected) => {
  const { pool, cognito } = await signedIn(async (operation, pass) => {
    if (!isRenewal(operation)) return await pass();
    const { accessToken: AccessToken, idToken: IdToken } = await tokensOf(pool);
    return new Response(JSON.stringify({ AuthenticationResult: { AccessToken, IdToken } }));
  });
  const { accessToken } = cognito.tokens ?? {};
  await expect(cognito.renewAccessToken()).rejects.toMatchObject(expected);
  expect(cognito.tokens?.accessToken).toBe(accessToken);
});

function poolOptions(local: LocalPool) {
  const { username: _, ...options } = clientOptions(local);
  return options;
}

/** The same claims under a signature that does not hold. */
const forged = ({ accessToken, idToken }: { accessToken: string; idToken: string }) => ({
  accessToken: accessToken.replace(/[^.]{20}$/, 'AAAAAAAAAAAAAAAAAAAA'),
  idToken,
});
