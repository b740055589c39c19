import { createGuard } from 'portcullis/http';
import { RedisRevocationList, RedisStore } from 'portcullis/stores/redis';
import { revokedInList, TokenVerifier } from 'portcullis/verify';
import { access, POOL, prepareAttacks } from '../helpers/attack-tokens.js';
import { clientOf, closeAfterAll, PASSWORD } from '../helpers/pool.js';
import { useRedis } from '../helpers/redis-server.js';
import { sessionsOf, startPool } from '../helpers/sessions.js';
import { SERVERS } from '../http/servers.js';
import { SITES } from '../http/session-servers.js';

closeAfterAll();

/** What the tests state as the limit, and by when a busy machine must have kept it. */
const timeoutMs = 300;
const LIMIT_MS = 3_000;

const redis = useRedis();

afterEach(() => redis.server.resume());

/** The answer, and that it came in time. */
async function inTime(url: string, headers: Record<string, string>) {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const response = await fetch(url, { headers, signal });
  const { status } = response;
  await response.text();
  return [status, response.headers.get('retry-after')];
}

test.each(SERVERS)(
  'a guard by %s answers 503 while the list of revoked tokens hangs, and goes on after',
  async (_, serve) => {
    const { jwks } = await prepareAttacks();
    const list = new RedisRevocationList({ client: redis.client });
    const revocation = revokedInList(list);
    const verifier = new TokenVerifier({
      ...{
        userPoolId: POOL,
        clientId: 'app',
        tokenUse: 'access',
        jwks: jwks as never,
        revocation,
        timeoutMs,
      },
    });
    const { origin, close } = await serve({ verifier });
    try {
      const headers = { authorization: `Bearer ${await access({ jti: `of ${_}` })}` };
      expect(await inTime(`${origin}/me`, headers)).toEqual([200, null]);
      redis.server.halt();
      const asked = Array.from({ length: 3 }, () => inTime(`${origin}/me`, headers));
      for (const answer of await Promise.all(asked)) expect(answer).toEqual([503, '1']);
      expect(await inTime(`${origin}/me`, {})).toEqual([401, null]);
      redis.server.resume();
      expect(await inTime(`${origin}/me`, headers)).toEqual([200, null]);
      await list.add(`of ${_}`);
      expect(await inTime(`${origin}/me`, headers)).toEqual([401, null]);
    } finally {
      await close();
    }
  },
);

test.each([
  ['store', SITES],
  ['list', SITES],
] as const)('pages answer 503 while the %s hangs, keep the session, and go on after', async (what, sites) => {
  const pool = await startPool();
  const kept =
    what === 'store'
      ? { store: new RedisStore({ client: redis.client }) }
      : { revocations: new RedisRevocationList({ client: redis.client }) };
  const sessions = sessionsOf(pool, { ...kept, timeoutMs });
  const authenticate = () => clientOf(pool).authenticate(PASSWORD);
  const open = await Promise.all(sites.map(([, serve]) => serve({ sessions, authenticate })));
  try {
    const [first] = open;
    const form = await fetch(`${first?.origin}/form`);
    const cookieOf = (response: Response) =>
      response.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ');
    const { csrfToken } = (await form.json()) as { csrfToken: string };
    const headers = { cookie: cookieOf(form), 'x-form': csrfToken };
    const cookie = cookieOf(await fetch(`${first?.origin}/sign-in`, { method: 'POST', headers }));
    const answers = () => Promise.all(open.map(({ origin }) => inTime(`${origin}/me`, { cookie })));
    expect(await answers()).toEqual(open.map(() => [200, null]));
    redis.server.halt();
    expect(await answers()).toEqual(open.map(() => [503, '1']));
    redis.server.resume();
    expect(await answers()).toEqual(open.map(() => [200, null]));
  } finally {
    await Promise.all(open.map(({ close }) => close()));
  }
});

test('who is only perhaps known is no visitor while the list hangs', async () => {
  const { jwks, genuine } = await prepareAttacks();
  const revocation = revokedInList(new RedisRevocationList({ client: redis.client }));
  const verifier = new TokenVerifier({
    ...{ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks: jwks as never, revocation, timeoutMs },
  });
  const guard = createGuard({ verifier });
  redis.server.halt();
  await expect(guard.optional({ headers: { authorization: `Bearer ${genuine}` } })).rejects.toMatchObject({
    status: 503,
  });
  expect(await guard.optional({ headers: {} })).toBeUndefined();
});
