import { authFetch, fromHeader, requireGroups } from 'portcullis/http';
import { fetchGuard } from 'portcullis/http/fetch';
import { TokenVerifier } from 'portcullis/verify';
import type { Behaviour } from './behaviour.js';
import { equal } from './expect.js';

const API = 'https://api.example.com';

export const run: Behaviour = async given => {
  const { userPoolId, clientId, endpoint, check } = given;
  const { accessToken, idToken } = given.tokens;
  const verifier = new TokenVerifier({ userPoolId, clientId, tokenUse: 'access', endpoint });
  const guard = fetchGuard({ verifier, realm: 'api' });
  const handler = guard((_, { username }) => Response.json({ username }));
  const asking = (token: string | undefined, path = '/') =>
    new Request(API + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const refusalOf = async (response: Response) => {
    const { code } = (await response.json()) as { code: string };
    return [response.status, code, response.headers.get('www-authenticate')?.split(',')[0] ?? null];
  };

  await check('lets a valid token in, and gives the handler its user', async () => {
    const response = await handler(asking(accessToken));
    equal([response.status, await response.json()], [200, { username: 'ada' }]);
  });
  await check('answers 401 to no token, and to an invalid one', async () => {
    equal(await refusalOf(await handler(asking(undefined))), [
      401,
      'MISSING_AUTHORIZATION',
      'Bearer realm="api"',
    ]);
    equal(await refusalOf(await handler(asking(idToken))), [401, 'INVALID_TOKEN', 'Bearer realm="api"']);
    const late = new TokenVerifier({
      userPoolId,
      clientId,
      tokenUse: 'access',
      endpoint,
      clock: () => Date.now() + 7_200_000,
    });
    const response = await fetchGuard({ verifier: late })(() => new Response())(asking(accessToken));
    equal(await refusalOf(response), [401, 'TOKEN_EXPIRED', 'Bearer error="invalid_token"']);
  });
  await check('answers 403 to a user without the group', async () => {
    const ofAdmins = guard(() => new Response(), requireGroups('admins'));
    equal((await refusalOf(await ofAdmins(asking(accessToken)))).slice(0, 2), [403, 'UNAUTHORIZED_GROUP']);
  });
  await check('answers 503 while there are no keys', async () => {
    const blind = new TokenVerifier({
      userPoolId,
      clientId,
      tokenUse: 'access',
      endpoint,
      jwksUri: `${endpoint}/nothing-here`,
    });
    const response = await fetchGuard({ verifier: blind })(() => new Response())(asking(accessToken));
    equal(await refusalOf(response), [503, 'KEYS_UNAVAILABLE', null]);
  });
  await check('leaves public routes open, and no other', async () => {
    const partly = guard.except(['GET /health'], (_, principal) =>
      Response.json(principal?.username ?? null),
    );
    equal(await (await partly(asking(undefined, '/health'))).json(), null);
    equal((await partly(asking(undefined, '/health/'))).status, 401);
    equal(await (await partly(asking(accessToken, '/me'))).json(), 'ada');
  });
  await check('finds the token in another header', async () => {
    const elsewhere = fetchGuard({ verifier, token: fromHeader('x-token') })(() => new Response('in'));
    equal((await elsewhere(new Request(API, { headers: { 'x-token': accessToken } }))).status, 200);
    equal((await elsewhere(asking(accessToken))).status, 401);
  });
  await check('authFetch sends the token, and a renewed one after a 401', async () => {
    let current = 'a token that is over';
    const holder = {
      getAccessToken: async () => current,
      getIdToken: async () => idToken,
      renewAccessToken: async () => {
        current = accessToken;
      },
    };
    const toHandler: typeof fetch = (address, init) => handler(new Request(address as URL, init));
    const api = authFetch(holder, { origins: API, fetch: toHandler });
    equal(await (await api('/me')).json(), { username: 'ada' });
    const strangers = await authFetch(holder, { origins: 'https://other.example', fetch: toHandler })(API);
    equal(strangers.status, 401);
  });
};
