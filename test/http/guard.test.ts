import fc from 'fast-check';
import { InvalidOptionError } from 'portcullis/errors';
import {
  createGuard,
  fromBearer,
  fromCookie,
  fromHeader,
  fromQuery,
  type GuardOptions,
  permissions,
  requireGroups,
  requireScopes,
} from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import { TokenVerifier } from 'portcullis/verify';
import { access, POOL, prepareAttacks, REFUSED_BY_BOTH, REFUSED_HERE } from '../helpers/attack-tokens.js';
import { thrownBy } from '../helpers/thrown-by.js';

let genuine: string;
let verifier: TokenVerifier<'access'>;

beforeAll(async () => {
  const prepared = await prepareAttacks();
  genuine = prepared.genuine;
  verifier = new TokenVerifier({
    userPoolId: POOL,
    clientId: 'app',
    tokenUse: 'access',
    jwks: prepared.jwks,
  });
});

const codeOf = async (promise: Promise<unknown>) => ((await thrownBy(promise)) as { code: string }).code;

describe('where the token is', () => {
  it('finds it in the headers of node:http, of fetch and of API Gateway', async () => {
    const guard = createGuard({ verifier });
    for (const headers of [
      { authorization: `Bearer ${genuine}` },
      new Headers({ Authorization: `Bearer ${genuine}` }),
      { Authorization: [`Bearer ${genuine}`] },
    ])
      expect((await guard({ headers })).username).toBe('ada');
  });

  it('refuses two headers whose names differ in case', async () => {
    const headers = { authorization: `Bearer ${genuine}`, Authorization: `Bearer ${genuine}` };
    expect(await codeOf(createGuard({ verifier })({ headers }))).toBe('INVALID_TOKEN');
  });

  it('finds it in a header of its own, in parsed cookies, and where a function says', async () => {
    const token = [fromHeader('X-Id-Token'), fromCookie('session'), async () => genuine];
    const [header, cookie, anywhere] = token.map(source => createGuard({ verifier, token: source }));
    expect((await header!({ headers: { 'x-id-token': genuine } })).username).toBe('ada');
    expect((await cookie!({ headers: {}, cookies: { session: genuine } })).username).toBe('ada');
    expect((await anywhere!({ headers: {} })).username).toBe('ada');
  });

  it('takes the first of several places that has one, good or not', async () => {
    const guard = createGuard({ verifier, token: [fromCookie('session'), fromBearer] });
    const headers = { authorization: `Bearer ${genuine}` };
    expect((await guard({ headers, cookies: {} })).username).toBe('ada');
    expect(await codeOf(guard({ headers, cookies: { session: 'x' } }))).toBe('INVALID_TOKEN');
  });

  it('looks into the header where a request has a map of cookies, as those of Next.js and Bun', async () => {
    const guard = createGuard({ verifier, token: fromCookie('session') });
    const requestWith = (cookie: string) =>
      Object.assign(new Request('https://app.example/', { headers: { cookie } }), {
        cookies: { get: () => ({ name: 'session', value: genuine }) } as never,
      });
    expect((await guard(requestWith(`session=${genuine}`))).username).toBe('ada');
    expect(await codeOf(guard(requestWith('a=b')))).toBe('MISSING_AUTHORIZATION');
    expect(await codeOf(guard(requestWith(`session=${genuine}; session=${genuine}`)))).toBe('INVALID_TOKEN');
  });

  it('finds no cookie on the prototype', async () => {
    const guard = createGuard({ verifier, token: fromCookie('constructor') });
    expect(await codeOf(guard({ headers: {}, cookies: {} }))).toBe('MISSING_AUTHORIZATION');
  });

  it('answers 401 to any headers at all', async () => {
    const guard = createGuard({ verifier, token: [fromBearer, fromCookie('session')] });
    const value = fc.oneof(
      fc.string(),
      fc.string().map(text => `Bearer ${text}`),
      fc.array(fc.string()),
    );
    await fc.assert(
      fc.asyncProperty(value, value, async (authorization, cookie) => {
        const error = await thrownBy(guard({ headers: { authorization, cookie } }));
        expect(guard.answerTo(error, { headers: {} }).status).toBe(401);
      }),
      { numRuns: 300 },
    );
  });
});

describe('requirements', () => {
  it("may be the application's own", async () => {
    const guard = createGuard({ verifier });
    const headers = { authorization: `Bearer ${genuine}` };
    const fault = new RangeError('no such tenant');
    const mayNot = guard({ headers }, requireScopes('aws.cognito.signin.user.admin'), () =>
      Promise.reject(fault),
    );
    expect(await thrownBy(mayNot)).toBe(fault);
    expect(() => guard.answerTo(fault, { headers: {} })).toThrow(fault);
  });

  it('say in the error what was required', async () => {
    const guard = createGuard({ verifier });
    const headers = { authorization: `Bearer ${await access({ 'cognito:groups': ['a'] })}` };
    expect(await thrownBy(guard({ headers }, requireGroups(['b', 'c'])))).toMatchObject({
      requiredGroups: ['b', 'c'],
      message: 'requires one of the groups: b, c',
    });
    expect(await thrownBy(guard({ headers }, requireGroups(['a', 'c'], { all: true })))).toMatchObject({
      message: 'requires all of the groups: a, c',
    });
  });

  it('stop the application from starting when they can never or always be met', () => {
    const requirePermission = permissions({ admins: ['write'] });
    for (const mistake of [
      () => requireGroups([]),
      () => requireGroups(''),
      () => requireScopes(['two words']),
      () => requireScopes('quo"te'),
      () => requireGroups('a', { al: true } as never),
      () => requirePermission('wirte' as 'write'),
      () => permissions({}),
    ])
      expect(mistake).toThrow(InvalidOptionError);
  });
});

it.each<[string, object]>([
  ['options.verifier', {}],
  ['options.token', { token: 'cookie' }],
  ['options.token', { token: [] }],
  ['options.realm', { realm: 'a "b"' }],
  ['options.realm', { realm: 'a\r\nset-cookie: x' }],
  ['options.realmm', { realmm: 'a' }],
])('names %s when it is %j', (field, options) => {
  const given = field === 'options.verifier' ? options : { verifier, ...options };
  expect(() => createGuard(given as GuardOptions)).toThrow(expect.objectContaining({ field }));
});

it.each(['health', '/a*b', '/*/b', 'get /x', '/x?y', ''])('does not take %p for a public route', route => {
  expect(() => expressGuard({ verifier }).except([route])).toThrow(InvalidOptionError);
});

describe('the tokens of the attack table', () => {
  const attacks = [...REFUSED_BY_BOTH, ...REFUSED_HERE].filter(([name]) => name !== 'whitespace before');

  it('make visitors where visitors may come', async () => {
    const guard = createGuard({ verifier });
    for (const [name, make] of attacks) {
      const headers = { authorization: `Bearer ${await make()}` };
      expect([name, await guard.optional({ headers })]).toEqual([name, undefined]);
    }
  });

  it('are refused in a query and in a cookie', async () => {
    const guard = createGuard({ verifier, token: [fromQuery('token'), fromCookie('session')] });
    for (const [name, make] of attacks) {
      const token = await make();
      const query = { headers: {}, url: `/socket?token=${encodeURIComponent(token)}` };
      const cookie = { headers: {}, cookies: { session: token } };
      for (const request of [query, cookie])
        expect([name, await codeOf(guard(request))]).toEqual([
          name,
          expect.stringMatching(/^(INVALID_TOKEN|TOKEN_EXPIRED)$/),
        ]);
    }
  });
});
