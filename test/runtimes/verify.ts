import { InvalidOptionError, InvalidTokenError, PortcullisError } from 'portcullis/errors';
import {
  decodeUnverified,
  MemoryRevocationList,
  revokedInList,
  revokedInPool,
  TokenVerifier,
  type TokenVerifierOptions,
} from 'portcullis/verify';
import type { Behaviour } from './behaviour.js';
import { equal, rejectsWith } from './expect.js';
import { base64url, signOutEverywhere, withHeader, withHmac, withSignatureOf } from './forgery.js';

interface KeySet {
  readonly keys: readonly [{ readonly n: string }];
}

export const run: Behaviour = async given => {
  const { userPoolId, clientId, endpoint, check } = given;
  const { accessToken, idToken } = given.tokens;
  const base = { userPoolId, clientId, tokenUse: 'access', endpoint } as const;
  const verifierOf = (options: Partial<TokenVerifierOptions> = {}) =>
    new TokenVerifier({ ...base, ...options } as TokenVerifierOptions);
  const verifier = verifierOf();
  const refused = (token: string, mismatch?: object) =>
    rejectsWith(verifier.verify(token), {
      code: 'INVALID_TOKEN',
      status: 401,
      ...(mismatch && { mismatch }),
    });
  const published = async (): Promise<KeySet> =>
    JSON.parse(await (await fetch(`${endpoint}/${userPoolId}/.well-known/jwks.json`)).text());

  await check('accepts an access token', async () => {
    const { username, groups, tokenUse, claims } = await verifier.verify(accessToken);
    equal([username, groups, tokenUse], ['ada', ['readers'], 'access']);
    equal(claims, decodeUnverified(accessToken).payload);
  });
  await check('accepts an id token', async () => {
    const { email, tokenUse } = await verifierOf({ tokenUse: 'id' }).verify(idToken);
    equal([email, tokenUse], ['ada@example.com', 'id']);
  });
  await check('takes node:crypto where there is one, and Web Crypto elsewhere', async () => {
    let calls = 0;
    const subtle = Object.getPrototypeOf(crypto.subtle);
    const { verify } = subtle;
    subtle.verify = function (...given: unknown[]) {
      calls++;
      return verify.apply(this, given);
    };
    try {
      await verifierOf().verify(accessToken);
    } finally {
      subtle.verify = verify;
    }
    equal(calls, given.nodeCrypto ? 0 : 1);
  });
  await check('remembers a token, and forgets it where it may remember none', async () => {
    const first = await verifier.verify(accessToken);
    if ((await verifier.verify(accessToken)) !== first) throw new Error('it was verified again');
    const forgetful = verifierOf({ cacheSize: 0 });
    const principal = await forgetful.verify(accessToken);
    if ((await forgetful.verify(accessToken)) === principal) throw new Error('it was remembered');
  });
  await check('verifies many at once, with one fetch of the keys', async () => {
    let fetches = 0;
    const counted: typeof fetch = (...request) => {
      fetches++;
      return fetch(...request);
    };
    const busy = verifierOf({ tokenUse: null, fetch: counted });
    await Promise.all([accessToken, idToken, accessToken, idToken].map(token => busy.verify(token)));
    equal(fetches, 1);
  });

  await check('refuses an expired token', async () => {
    const later = verifierOf({ clock: () => Date.now() + 7_200_000 });
    const expiredAt = new Date(Number(decodeUnverified(accessToken).payload.exp) * 1000);
    await rejectsWith(later.verify(accessToken), { code: 'TOKEN_EXPIRED', status: 401, expiredAt });
  });
  await check('refuses a forged signature, and changed claims', async () => {
    await refused(withSignatureOf(accessToken, idToken));
    await refused(`${accessToken.slice(0, -8)}AAAAAAAA`);
    const [header, , signature] = accessToken.split('.');
    const claims = { ...decodeUnverified(accessToken).payload, 'cognito:groups': ['admins'] };
    await refused(`${header}.${base64url(JSON.stringify(claims))}.${signature}`);
  });
  await check('refuses a token of another issuer', async () => {
    const actual = decodeUnverified(given.foreignTokens.accessToken).payload.iss;
    const expected = [`${endpoint}/${userPoolId}`];
    await refused(given.foreignTokens.accessToken, { claim: 'iss', expected, actual });
  });
  await check('refuses a token of another app client, and one of the other kind', async () => {
    const ofOther = verifierOf({ clientId: 'other' }).verify(accessToken);
    const mismatch = { claim: 'client_id', expected: ['other'], actual: clientId };
    await rejectsWith(ofOther, { code: 'INVALID_TOKEN', mismatch });
    await refused(idToken, { claim: 'token_use', expected: 'access', actual: 'id' });
  });
  await check('refuses an unknown key', async () => {
    const expected = "one of the issuer's keys";
    await refused(withHeader(accessToken, { kid: 'unknown' }), { claim: 'kid', expected, actual: 'unknown' });
  });
  await check('refuses other algorithms: none, and HS256 over the public key', async () => {
    const algorithm = (actual: string) => ({ claim: 'alg', expected: 'RS256', actual });
    await refused(withHeader(accessToken, { alg: 'none' }), algorithm('none'));
    const [key] = (await published()).keys;
    for (const secret of [key.n, JSON.stringify(key)])
      await refused(await withHmac(accessToken, secret), algorithm('HS256'));
  });
  await check('refuses what is no token', async () => {
    await rejectsWith(verifier.verify(''), { code: 'MISSING_AUTHORIZATION', status: 401 });
    for (const text of ['x', 'a.b.c', `${accessToken}.x`, accessToken.replace('.', '..')])
      await refused(text);
    const invalidUtf8 = 'e_8iOjF9';
    await refused(`${invalidUtf8}.${accessToken.split('.').slice(1).join('.')}`);
  });
  await check('refuses a user without the group', async () => {
    await verifier.verify(accessToken, { groups: ['readers'] });
    const properties = { code: 'UNAUTHORIZED_GROUP', status: 403, requiredGroups: ['admins'] };
    await rejectsWith(verifier.verify(accessToken, { groups: ['admins'] }), properties);
  });

  await check('says that there are no keys, and where', async () => {
    const jwksUri = `${endpoint}/nothing-here`;
    const properties = { code: 'KEYS_UNAVAILABLE', status: 503, jwksUri };
    await rejectsWith(verifierOf({ jwksUri }).verify(accessToken), properties);
  });
  await check('uses keys that are given, without a request', async () => {
    const jwks = await published();
    const none = () => Promise.reject(new Error('a request was sent'));
    equal((await verifierOf({ jwks, fetch: none }).verify(accessToken)).username, 'ada');
  });
  await check('asks the pool whether a token was revoked', async () => {
    const asking = verifierOf({ revocation: revokedInPool() });
    const { accessToken: spare } = given.spareTokens;
    equal((await asking.verify(spare)).username, 'ada');
    await signOutEverywhere(endpoint, spare);
    await rejectsWith(asking.verify(spare), { code: 'INVALID_TOKEN', message: 'the token was revoked' });
  });
  await check('looks into a list of what was revoked', async () => {
    const list = new MemoryRevocationList();
    const looking = verifierOf({ revocation: revokedInList(list) });
    const { sub } = await looking.verify(accessToken);
    await list.add(sub);
    await rejectsWith(looking.verify(accessToken), { code: 'INVALID_TOKEN' });
  });
  await check('stops waiting when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await rejectsWith(verifierOf().verify(accessToken, { signal }), { message: 'enough' });
  });
  await check('names an option that is wrong', async () => {
    const wrong = { code: 'INVALID_OPTION', field: 'options.userPoolID' };
    const error = await rejectsWith(
      Promise.resolve().then(() => verifierOf({ userPoolID: 'x' } as never)),
      wrong,
    );
    equal(error instanceof InvalidOptionError, true);
  });
  await check('throws errors that the classes of portcullis/errors know', async () => {
    const error = await refused('x');
    equal([error instanceof InvalidTokenError, error instanceof PortcullisError], [true, true]);
    equal(error.name, 'InvalidTokenError');
  });
};
