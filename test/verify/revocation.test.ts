import { InvalidOptionError } from 'portcullis/errors';
import type { LocalPool } from 'portcullis/local';
import {
  MemoryRevocationList,
  type Principal,
  type Revocation,
  revokedInList,
  revokedInPool,
  TokenVerifier,
} from 'portcullis/verify';
import { closeAfterEach } from '../helpers/pool.js';
import { poolOfAda, REVOKED, signedIn, verifierAsking } from '../helpers/revocation.js';
import { thrownBy } from '../helpers/thrown-by.js';

closeAfterEach();

let now: number;
beforeEach(() => {
  now = Date.now();
});

const verifierOf = (pool: LocalPool, revocation: Revocation) => verifierAsking(pool, revocation, () => now);

/** Answers as many questions as come, and counts them. */
function counted(answer: (principal: Principal) => boolean | Promise<boolean> = () => false) {
  const asked: string[] = [];
  const isRevoked = (principal: Principal, token: string) => {
    asked.push(token);
    return answer(principal);
  };
  return { asked, isRevoked };
}

describe('an answer', () => {
  it('is asked for every time, also about a remembered token', async () => {
    const pool = await poolOfAda();
    const revoked = new Set<unknown>();
    const { asked, isRevoked } = counted(async ({ claims }) => revoked.has(claims.origin_jti));
    const verifier = verifierOf(pool, { isRevoked });
    const { accessToken } = await pool.tokensFor('ada');
    const { claims } = await verifier.verify(accessToken);
    revoked.add(claims.origin_jti);
    expect(await thrownBy(verifier.verify(accessToken))).toMatchObject(REVOKED);
    revoked.clear();
    await verifier.verify(accessToken);
    expect(asked).toEqual([accessToken, accessToken, accessToken]);
  });

  it.each([false, true])('of %p is used again for as long as cacheSeconds says', async answer => {
    const pool = await poolOfAda();
    const { asked, isRevoked } = counted(() => answer);
    const verifier = verifierOf(pool, { isRevoked, cacheSeconds: 30 });
    const { accessToken } = await pool.tokensFor('ada');
    for (const later of [0, 29_999, 1, 10_000]) {
      now += later;
      const { status } = await verifier.verify(accessToken).then(
        () => ({ status: 200 }),
        ({ status }) => ({ status }),
      );
      expect(status).toBe(answer ? 401 : 200);
    }
    expect(asked).toHaveLength(2);
  });

  it('is asked for once by all who want it at a time, each token by itself', async () => {
    const pool = await poolOfAda();
    const { asked, isRevoked } = counted(async () => false);
    const verifier = verifierOf(pool, { isRevoked, cacheSeconds: 1 });
    const tokens = [(await pool.tokensFor('ada')).accessToken, (await pool.tokensFor('ada')).accessToken];
    await Promise.all(Array.from({ length: 50 }, (_, i) => verifier.verify(tokens[i % 2]!)));
    expect(asked.toSorted()).toEqual(tokens.toSorted());
  });

  it('that cannot be had lets nobody in, and is asked for again', async () => {
    const pool = await poolOfAda();
    const failures = [new Error('the list is away')];
    const { asked, isRevoked } = counted(async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return false;
    });
    const verifier = verifierOf(pool, { isRevoked, cacheSeconds: 60 });
    const { accessToken } = await pool.tokensFor('ada');
    expect(await thrownBy(verifier.verify(accessToken))).toMatchObject({ message: 'the list is away' });
    await verifier.verify(accessToken);
    expect(asked).toHaveLength(2);
  });

  it('may be thrown where it stands', async () => {
    const pool = await poolOfAda();
    const isRevoked = () => {
      throw new Error('at once');
    };
    const { accessToken } = await pool.tokensFor('ada');
    expect(await thrownBy(verifierOf(pool, { isRevoked }).verify(accessToken))).toMatchObject({
      message: 'at once',
    });
  });
});

test('a revocation that hangs lets nobody in, and is waited for no longer than timeoutMs', async () => {
  const { userPoolId, endpoint, issuer, tokensFor } = await poolOfAda();
  const verifier = new TokenVerifier({
    ...{ userPoolId, endpoint, issuer, clientId: 'app', tokenUse: 'access', timeoutMs: 1_000 },
    revocation: { isRevoked: () => new Promise(() => {}), cacheSeconds: 60 },
  });
  const { accessToken } = await tokensFor('ada');
  expect(await thrownBy(verifier.verify(accessToken))).toMatchObject({
    code: 'VERIFICATION_UNAVAILABLE',
    status: 503,
    cause: { message: 'the revocation did not answer within 1000 ms' },
  });
});

describe('looked up in a list, a token', () => {
  it.each(['jti', 'origin_jti', 'sub'] as const)('is refused by its %s while that is listed', async claim => {
    const pool = await poolOfAda();
    const list = new MemoryRevocationList({ clock: () => now });
    const verifier = verifierOf(pool, revokedInList(list));
    const { accessToken } = await pool.tokensFor('ada');
    const { claims } = await verifier.verify(accessToken);
    await list.add('somebody else');
    await verifier.verify(accessToken);
    await list.add(claims[claim] as string, { forSeconds: 60 });
    expect(await thrownBy(verifier.verify(accessToken))).toMatchObject(REVOKED);
    now += 60_000;
    await verifier.verify(accessToken);
  });

  it('may be an id token', async () => {
    const pool = await poolOfAda();
    const { userPoolId, endpoint } = pool;
    const list = new MemoryRevocationList();
    const revocation = revokedInList(list, { cacheSeconds: 0 });
    const verifier = new TokenVerifier({ userPoolId, endpoint, clientId: 'app', tokenUse: 'id', revocation });
    const { idToken } = await pool.tokensFor('ada');
    const { sub } = await verifier.verify(idToken);
    await list.add(sub);
    expect(await thrownBy(verifier.verify(idToken))).toMatchObject(REVOKED);
    await list.delete(sub);
    await verifier.verify(idToken);
  });

  it('of a session that was refreshed is still of the sign-in that was revoked', async () => {
    const pool = await poolOfAda();
    const list = new MemoryRevocationList();
    const verifier = verifierOf(pool, revokedInList(list));
    const { cognito, accessToken } = await signedIn(pool);
    const { claims } = await verifier.verify(accessToken);
    await list.add(claims.origin_jti!);
    const renewed = await cognito.renewAccessToken();
    expect(await thrownBy(verifier.verify(renewed.accessToken))).toMatchObject(REVOKED);
  });
});

test('an id stays on a list for a day when nothing else is said', async () => {
  const list = new MemoryRevocationList({ clock: () => now });
  await list.add('x');
  now += 86_399_999;
  await list.add('y');
  expect(list.hasAny(['x'])).toBe(true);
  now += 1;
  expect(list.hasAny(['x'])).toBe(false);
  expect(list.hasAny(['x', 'y'])).toBe(true);
});

describe('what cannot work is refused at once', () => {
  it.each<[string, () => unknown]>([
    ['options.cacheSecond', () => revokedInPool({ cacheSecond: 1 } as never)],
    ['options.cacheSeconds', () => revokedInPool({ cacheSeconds: -1 })],
    ['options.timeoutMs', () => revokedInPool({ timeoutMs: 0 })],
    ['options.endpoint', () => revokedInPool({ endpoint: 'cognito' })],
    ['list', () => revokedInList(new Set() as never)],
    ['list', () => revokedInList(undefined as never)],
    ['options.timeoutMs', () => revokedInList(new MemoryRevocationList(), { timeoutMs: 1 } as never)],
    ['options.clock', () => new MemoryRevocationList({ clock: 5 } as never)],
  ])('such as a wrong %s', (field, make) => {
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(expect.objectContaining({ field }));
  });

  it.each<[string, unknown, object]>([
    ['id', undefined, {}],
    ['id', '', {}],
    ['options.forSeconds', 'x', { forSeconds: 0 }],
    ['options.forSeconds', 'x', { forSeconds: Number.NaN }],
    ['options.seconds', 'x', { seconds: 5 }],
  ])('such as listing with a wrong %s: %p', async (field, id, options) => {
    const error = await thrownBy(new MemoryRevocationList().add(id as string, options));
    expect(error).toMatchObject({ code: 'INVALID_OPTION', field });
  });
});
