import { Hono } from 'hono';
import { requireGroups } from 'portcullis/http';
import { honoGuard } from 'portcullis/http/hono';
import { TokenVerifier } from 'portcullis/verify';
import type { Behaviour } from './behaviour.js';
import { equal } from './expect.js';

export const run: Behaviour = async ({ userPoolId, clientId, endpoint, tokens, check }) => {
  const verifier = new TokenVerifier({ userPoolId, clientId, tokenUse: 'access', endpoint });
  const guard = honoGuard({ verifier });
  const app = new Hono();
  app.get('/me', guard(), context => context.text(context.var.principal.username));
  app.get('/admins', guard(requireGroups('admins')), context => context.text('in'));
  const asking = (path: string, token: string) =>
    app.request(path, { headers: { authorization: `Bearer ${token}` } });

  await check('lets a valid token in, and sets its user', async () => {
    const response = await asking('/me', tokens.accessToken);
    equal([response.status, await response.text()], [200, 'ada']);
  });
  await check('refuses no token, an invalid one, and a user without the group', async () => {
    equal((await app.request('/me')).status, 401);
    equal((await asking('/me', tokens.idToken)).status, 401);
    equal((await asking('/admins', tokens.accessToken)).status, 403);
  });
};
