import type { LocalPool } from 'portcullis/local';
import {
  ada,
  type ClientOptions,
  clientOf,
  closeAfterEach,
  PASSWORD,
  poolWith,
  rotating,
} from '../helpers/pool.js';

closeAfterEach();

const HOURS = 2 * 3_600_000;

/** How far the time has come, for pool and client. */
let passedMs = 0;
const clock = () => Date.now() + passedMs;
beforeEach(() => {
  passedMs = 0;
});

/** A machine that sleeps for hours once the pool has given tokens, and before the keys come that verify them. */
function sleepy(): ClientOptions {
  let slept = false;
  let giveTokens = (): void => {};
  const given = new Promise<void>(resolve => {
    giveTokens = resolve;
  });
  return {
    clock,
    fetch: async (input, init) => {
      const target = new Headers(init?.headers).get('x-amz-target') ?? 'keys';
      if (target === 'keys') await given;
      const answer = await fetch(input, init);
      if (target === 'keys' && !slept) passedMs += HOURS;
      slept ||= target === 'keys';
      if (/RespondToAuthChallenge|GetTokens/.test(target)) giveTokens();
      return answer;
    },
  };
}

const startPool = () => poolWith({ clients: [rotating], users: [ada] }, { clock });

const assertServes = async (pool: LocalPool, accessToken: string | undefined) =>
  await expect(clientOf(pool, { accessToken, clock }).getUser()).resolves.toMatchObject({ username: 'ada' });

test.each(['getAccessToken', 'renewAccessToken'] as const)(
  'tokens whose time passed while %s verified them are renewed once more, and the session stays',
  async method => {
    const pool = await startPool();
    const { refreshToken } = await pool.tokensFor('ada');
    const cognito = clientOf(pool, { refreshToken, ...sleepy() });
    await cognito[method]();
    await assertServes(pool, cognito.tokens?.accessToken);
    await cognito.renewAccessToken();
  },
);

test('a sign-in whose time passed while it was verified is right, and renewed', async () => {
  const pool = await startPool();
  const { accessToken } = await clientOf(pool, sleepy()).authenticate(PASSWORD);
  await assertServes(pool, accessToken);
});
