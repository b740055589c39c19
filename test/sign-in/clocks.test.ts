import { Cognito, totpCode, UserPool } from 'portcullis';
import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import { Cognito as WebCognito } from 'portcullis/web';
import {
  ada,
  adaWithTotp,
  type ClientOptions,
  clientOf,
  clientOptions,
  closeAfterEach,
  closing,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';

closeAfterEach();

const HOUR = 3600;
type Fetch = typeof globalThis.fetch;

const operationOf = (init: RequestInit | undefined): string =>
  new Headers(init?.headers).get('x-amz-target')?.split('.').pop() ?? '';

/** Answers without their date, as browsers show them. */
const dateless: Fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const headers = new Headers(answer.headers);
  headers.delete('date');
  return new Response(await answer.text(), { status: answer.status, headers });
};

const off = (hours: number) => () => Date.now() + hours * HOUR * 1000;

/** A proof over SRP carries the time, which has to be about right. */
const byPassword: NonNullable<NonNullable<LocalPoolOptions['seed']>['clients']>[number] = {
  clientId: 'app',
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

async function tokensOf(pool: LocalPool) {
  const { accessToken, idToken, refreshToken } = await pool.tokensFor('ada');
  return { accessToken, idToken, refreshToken };
}

describe.each([
  ['two hours slow', -2],
  ['two hours fast', 2],
])('a clock that is %s', (_, hours) => {
  test('signs in and renews, also where answers do not tell the time', async () => {
    const pool = await poolWith({ clients: [byPassword], users: [ada] });
    const cognito = clientOf(pool, { clock: off(hours), fetch: dateless });
    await cognito.authenticateWithPassword(PASSWORD);
    expect((await cognito.verifyTokens()).access?.username).toBe('ada');
    expect(await cognito.checkToken()).toBe(false);
    await cognito.renewAccessToken();
    expect((await cognito.getUser()).username).toBe('ada');
  });
});

test.each([-2, 2])('a browser’s clock that is %i hours off learns the time from new tokens', async hours => {
  const pool = await poolWith({ clients: [byPassword], users: [ada] });
  const { clientSecret: _, ...options } = clientOptions(pool);
  const cognito = closing(new WebCognito({ ...options, clock: off(hours), fetch: dateless }));
  await cognito.authenticateWithPassword(PASSWORD);
  expect(await cognito.checkToken({ renew: false })).toBe(false);
  expect(Math.abs(cognito.pool.api.now() - Date.now())).toBeLessThan(60_000);
});

test('a stored token from the future tells the time, once its signature holds', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientOf(pool, { ...(await tokensOf(pool)), clock: off(-2) });
  expect((await cognito.verifyTokens()).access?.username).toBe('ada');
  expect(Math.abs(cognito.pool.api.now() - Date.now())).toBeLessThan(60_000);
});

test('a token that is called expired while ours says fresh is renewed, and the call made once more', async () => {
  const pool = await poolWith({ users: [ada] });
  pool.clock.advance(-2 * HOUR);
  const tokens = await tokensOf(pool);
  pool.clock.advance(2 * HOUR);
  const slow: ClientOptions = { ...tokens, clock: off(-2), fetch: dateless };
  const cognito = clientOf(pool, slow);
  expect((await cognito.getUser()).username).toBe('ada');
  expect(cognito.tokens?.accessToken).not.toBe(tokens.accessToken);
  const { refreshToken: _, ...withoutRefresh } = slow;
  await expect(clientOf(pool, withoutRefresh).getUser()).rejects.toMatchObject({
    code: 'ACCESS_TOKEN_EXPIRED',
  });
});

describe('a proof that is refused for its time', () => {
  /** Refuses the first proof with the right date, which no answer before had. */
  const refusingOnce = (): { fetch: Fetch; proofs: () => number } => {
    let proofs = 0;
    return {
      proofs: () => proofs,
      fetch: async (input, init) => {
        if (operationOf(init) !== 'RespondToAuthChallenge') return await dateless(input, init);
        if (proofs++ > 0) return await fetch(input, init);
        const refusal = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' };
        const headers = { 'content-type': 'application/x-amz-json-1.1', date: new Date().toUTCString() };
        return new Response(JSON.stringify(refusal), { status: 400, headers });
      },
    };
  };

  test('is made once more by the time that the refusal tells', async () => {
    const { fetch, proofs } = refusingOnce();
    const cognito = clientOf(await poolWith({ users: [ada] }), { clock: off(-2), fetch });
    await cognito.authenticate(PASSWORD);
    expect(proofs()).toBe(2);
  });

  test('is not, where the time was right', async () => {
    const { fetch, proofs } = refusingOnce();
    const cognito = clientOf(await poolWith({ users: [ada] }), { fetch });
    await expect(cognito.authenticate(PASSWORD)).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(proofs()).toBe(1);
  });
});

test('an authenticator’s code is made by the learnt clock', async () => {
  const local = await poolWith({ users: [adaWithTotp] });
  const { username, ...options } = clientOptions(local);
  const pool = closing(new UserPool({ ...options, clock: off(-2) }));
  const onSoftwareTokenMfa = () => totpCode(TOTP_SECRET, pool.api.now());
  const { sub } = await new Cognito({ pool, username }).authenticate(PASSWORD, { onSoftwareTokenMfa });
  expect(sub).toBeDefined();
});
