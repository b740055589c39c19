import { MissingAuthorizationError, TokenExpiredError } from 'portcullis/errors';
import { authFetch, fromBearer, fromCookie, permissions } from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import { fetchGuard } from 'portcullis/http/fetch';
import { cookieSession } from 'portcullis/http/session';
import { decodeUnverified, extractToken, TokenVerifier, type TokenVerifierOptions } from 'portcullis/verify';
import type { Outcomes, Scene } from '../scene.js';

type Options = Partial<TokenVerifierOptions>;

const verifierOf = ({ pool }: Scene, options: Options = {}) =>
  new TokenVerifier({
    userPoolId: pool.userPoolId,
    endpoint: pool.endpoint,
    clientId: 'app',
    tokenUse: 'access',
    ...options,
  } as TokenVerifierOptions);

const accessToken = async ({ pool }: Scene) => (await pool.tokensFor('ada')).accessToken;

async function principalOf(scene: Scene) {
  return await verifierOf(scene).verify(await accessToken(scene));
}

async function answerOf(scene: Scene, headers: Record<string, string>, options = {}) {
  const guard = fetchGuard({ verifier: verifierOf(scene), ...options });
  const handler = guard((_, { username }) => new Response(username));
  return await handler(new Request('http://localhost/me', { headers }));
}

/** Verification of tokens, and guards, by each of our names. */
export const verification: Outcomes = {
  'new TokenVerifier': async scene => {
    const { userPoolId, endpoint, issuer, jwksUri } = scene.pool;
    const pool = { userPoolId, issuer, jwksUri, tokenUse: 'access' } as const;
    const forUs = new TokenVerifier({ ...pool, clientId: ['app', 'other'], groups: 'admins' });
    expect(await forUs.verify(await accessToken(scene))).toMatchObject({ username: 'ada' });
    const several = new TokenVerifier({ pools: [{ ...pool, clientId: 'app' }] });
    expect(await several.verify(await accessToken(scene))).toMatchObject({ username: 'ada' });
    const forOthers = new TokenVerifier({ userPoolId, endpoint, clientId: 'other', tokenUse: null });
    await expect(forOthers.verify(await accessToken(scene))).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  },
  'verifier.verify': async scene => {
    expect(await verifierOf(scene).verify(await accessToken(scene))).toMatchObject({ username: 'ada' });
    const { idToken } = await scene.pool.tokensFor('ada');
    await expect(verifierOf(scene).verify(idToken)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  },
  'verifier.recall': async scene => {
    const verifier = verifierOf(scene);
    const token = await accessToken(scene);
    expect(verifier.recall(token)).toBeUndefined();
    const principal = await verifier.verify(token);
    expect(verifier.recall(token)).toBe(principal);
  },
  'verifier.preload': async scene => {
    const asked: string[] = [];
    const verifier = verifierOf(scene, {
      fetch: (url, init) => {
        asked.push(String(url));
        return fetch(url, init);
      },
    });
    await verifier.preload();
    await verifier.verify(await accessToken(scene));
    expect(asked).toEqual([scene.pool.jwksUri]);
  },
  'principal.sub': async scene => {
    expect((await principalOf(scene)).sub).toMatch(/^[\da-f-]{36}$/);
  },
  'principal.username': async scene => {
    expect((await principalOf(scene)).username).toBe('ada');
  },
  'principal.groups': async scene => {
    expect((await principalOf(scene)).groups).toEqual(['admins']);
  },
  'principal.scopes': async scene => {
    expect((await principalOf(scene)).scopes).toEqual(['aws.cognito.signin.user.admin']);
  },
  'principal.email': async scene => {
    const { idToken } = await scene.pool.tokensFor('ada');
    const principal = await verifierOf(scene, { tokenUse: 'id' }).verify(idToken);
    expect(principal.email).toBe('ada@example.com');
  },
  'principal.name': async scene => {
    const { idToken } = await scene.pool.tokensFor('ada');
    expect((await verifierOf(scene, { tokenUse: 'id' }).verify(idToken)).name).toBe('Ada Lovelace');
  },
  'principal.role': async scene => {
    const { idToken } = await scene.pool.tokensFor('ada');
    expect((await verifierOf(scene, { tokenUse: 'id' }).verify(idToken)).role).toBe('INTERNAL_ADMIN');
  },
  'principal.tokenUse': async scene => {
    expect((await principalOf(scene)).tokenUse).toBe('access');
  },
  'principal.expiresAt': async scene => {
    expect((await principalOf(scene)).expiresAt).toBeInstanceOf(Date);
  },
  'principal.issuedAt': async scene => {
    expect((await principalOf(scene)).issuedAt).toBeInstanceOf(Date);
  },
  'principal.authTime': async scene => {
    expect((await principalOf(scene)).authTime).toBeInstanceOf(Date);
  },
  'principal.claims': async scene => {
    expect((await principalOf(scene)).claims).toMatchObject({ client_id: 'app', iss: scene.pool.issuer });
  },
  extractToken: () => {
    expect(extractToken('Bearer eyJ')).toBe('eyJ');
    expect(() => extractToken('Basic eyJ')).toThrow(MissingAuthorizationError);
  },
  decodeUnverified: async scene => {
    const { payload } = decodeUnverified(await accessToken(scene));
    expect(payload).toMatchObject({ username: 'ada' });
  },
  expressGuard: async scene => {
    const middleware = expressGuard({ verifier: verifierOf(scene) })();
    expect(middleware).toBeInstanceOf(Function);
  },
  fetchGuard: async scene => {
    expect(fetchGuard).toBeInstanceOf(Function);
    expect((await answerOf(scene, {})).status).toBe(401);
    const response = await answerOf(scene, { authorization: `Bearer ${await accessToken(scene)}` });
    expect(await response.text()).toBe('ada');
  },
  cookieSession: async scene => {
    const sessions = cookieSession({ pool: scene.client().pool, secret: 's'.repeat(32) });
    let cookies: readonly string[] = [];
    const session = await sessions.open({ headers: {} }, set => {
      cookies = set;
    });
    await session.signIn(await scene.client().authenticate('Correct-Horse-9'));
    const cookie = cookies.map(value => value.split(';')[0]).join('; ');
    const next = await sessions.open({ headers: { cookie } }, () => {});
    expect(await next.require()).toMatchObject({ username: 'ada' });
  },
  fromCookie: async scene => {
    const cookie = `token_cookie=${await accessToken(scene)}`;
    const response = await answerOf(scene, { cookie }, { token: [fromCookie('token_cookie'), fromBearer] });
    expect(await response.text()).toBe('ada');
  },
  permissions: async scene => {
    const requirePermission = permissions({ admins: ['view'], staff: ['clean'] });
    const principal = await principalOf(scene);
    expect(await requirePermission('view')(principal)).toBeUndefined();
    expect(() => requirePermission('clean')(principal)).toThrow(expect.objectContaining({ status: 403 }));
  },
  authFetch: async scene => {
    const cognito = scene.client();
    const api = authFetch(cognito, {
      origins: scene.pool.endpoint,
      signIn: () => cognito.authenticate('Correct-Horse-9'),
    });
    await api('/_local/messages');
    expect(cognito.verified?.access.username).toBe('ada');
  },
  TokenExpiredError: async scene => {
    const token = await accessToken(scene);
    const later = verifierOf(scene, { clock: () => Date.now() + 86_400_000 });
    const refusal = await later.verify(token).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TokenExpiredError);
    expect(refusal).toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 });
  },
};
