import { CognitoJwtVerifier } from 'aws-jwt-verify';
import fc from 'fast-check';
import { TokenVerifier } from 'portcullis/verify';
import {
  ACCEPTED_BY_BOTH,
  access,
  POOL,
  prepareAttacks,
  REFUSED_BY_BOTH,
  REFUSED_HERE,
} from '../helpers/attack-tokens.js';
import { thrownBy } from '../helpers/thrown-by.js';

let ours: TokenVerifier<'access'>;
let oracle: { verify: (token: string) => Promise<unknown> };
let genuine: string;

beforeAll(async () => {
  const prepared = await prepareAttacks();
  const { jwks } = prepared;
  genuine = prepared.genuine;
  ours = new TokenVerifier({ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks });
  const theirs = CognitoJwtVerifier.create({ userPoolId: POOL, clientId: 'app', tokenUse: 'access' });
  theirs.cacheJwks(jwks as never);
  // Without this it would go looking for unknown keys on the network.
  oracle = { verify: async token => theirs.verifySync(token) };
});

it('both verifiers accept a genuine token', async () => {
  await ours.verify(genuine);
  await oracle.verify(genuine);
});

describe('refused here and by aws-jwt-verify', () => {
  it.each([...REFUSED_BY_BOTH])('%s', async (_, make) => {
    const token = await make();
    expect(await thrownBy(ours.verify(token))).toMatchObject({
      code: expect.stringMatching(/^(INVALID_TOKEN|TOKEN_EXPIRED)$/),
    });
    await thrownBy(oracle.verify(token));
  });
});

describe('refused here, whatever other verifiers let pass', () => {
  it.each([...REFUSED_HERE])('%s', async (_, make) => {
    expect(await thrownBy(ours.verify(await make()))).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});

describe('accepted here and by aws-jwt-verify', () => {
  it.each([...ACCEPTED_BY_BOTH])('%s', async (_, make) => {
    const token = await make();
    const { claims } = await ours.verify(token);
    expect(await oracle.verify(token)).toEqual(claims);
  });
});

describe('whatever is done to a genuine token', () => {
  it('one changed character makes it worthless', async () => {
    const replacement = fc.constantFrom(...'ABYZabyz0189-_.=+/ \n\0é');
    await fc.assert(
      fc.asyncProperty(fc.nat(genuine.length - 1), replacement, async (at, character) => {
        fc.pre(genuine[at] !== character);
        const changed = genuine.slice(0, at) + character + genuine.slice(at + 1);
        await ours.verify(genuine);
        expect(await thrownBy(ours.verify(changed))).toMatchObject({ code: 'INVALID_TOKEN' });
      }),
      { numRuns: 300 },
    );
  });

  it('a cut, a repetition or an insertion makes it worthless', async () => {
    const place = fc.nat(genuine.length);
    await fc.assert(
      fc.asyncProperty(place, place, fc.string(), async (from, to, inserted) => {
        const changed = genuine.slice(0, from) + inserted + genuine.slice(to);
        fc.pre(changed !== genuine && changed !== '');
        expect(await thrownBy(ours.verify(changed))).toMatchObject({ code: 'INVALID_TOKEN' });
      }),
      { numRuns: 300 },
    );
  });

  it('any claims survive the way through unchanged when they are signed', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const own = fc.dictionary(fc.stringMatching(/^custom:[a-z]{1,10}$/), fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(own, value, async (custom, deep) => {
        fc.pre(!JSON.stringify(deep).includes('__proto__') && !('custom:general_role' in custom));
        const { claims } = await ours.verify(await access({ ...custom, deep }));
        expect(claims).toMatchObject({ ...custom, deep: JSON.parse(JSON.stringify(deep)) });
      }),
      { numRuns: 50 },
    );
  });
});
