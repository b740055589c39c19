import type { InvalidTokenError } from 'portcullis/errors';
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

const OPTIONS = { userPoolId: POOL, clientId: 'app', tokenUse: 'access' } as const;
let onNode: TokenVerifier;
let onWebCrypto: TokenVerifier;
let genuine: string;
let jwks: { keys: object[] };

/** The class as a runtime loads it that has no modules of Node. */
function withoutNode(): typeof TokenVerifier {
  const replaced = jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  let loaded: typeof TokenVerifier | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual('portcullis/verify').TokenVerifier;
  });
  replaced.mockRestore();
  return loaded!;
}

const Elsewhere = withoutNode();

beforeAll(async () => {
  ({ jwks, genuine } = await prepareAttacks());
  onNode = new TokenVerifier({ ...OPTIONS, jwks });
  onWebCrypto = new Elsewhere({ ...OPTIONS, jwks });
});
afterEach(() => jest.restoreAllMocks());

it('checks every token with crypto.subtle, and one that it remembers no more', async () => {
  const verify = jest.spyOn(crypto.subtle, 'verify');
  const verifier = new Elsewhere({ ...OPTIONS, jwks });
  const principal = await verifier.verify(genuine);
  expect(await verifier.verify(genuine)).toBe(principal);
  expect(principal).toEqual(await onNode.verify(genuine));
  expect(verify).toHaveBeenCalledTimes(1);
});

it.each([...REFUSED_BY_BOTH, ...REFUSED_HERE])('refuses as on Node: %s', async (_, make) => {
  const token = await make();
  const { code, message, mismatch } = (await thrownBy(onNode.verify(token))) as InvalidTokenError;
  const refusal = { code, message, ...(mismatch && { mismatch }) };
  expect(await thrownBy(onWebCrypto.verify(token))).toMatchObject(refusal);
});

it.each([...ACCEPTED_BY_BOTH])('accepts as on Node: %s', async (_, make) => {
  const token = await make();
  expect(await onWebCrypto.verify(token)).toEqual(await onNode.verify(token));
});

it('compares at_hash as on Node', async () => {
  const verifiers = [TokenVerifier, Elsewhere].map(each => new each({ ...OPTIONS, jwks, tokenUse: null }));
  const token = await access({ token_use: 'id', aud: 'app', at_hash: 'x' });
  const [here, there] = await Promise.all(
    verifiers.map(verifier => thrownBy(verifier.verify(token, { accessToken: genuine }))),
  );
  expect(here).toMatchObject({
    mismatch: { claim: 'at_hash', expected: expect.stringMatching(/^[\w-]{22}$/) },
  });
  expect(there).toMatchObject({ mismatch: (here as { mismatch: object }).mismatch });
});

it('calls no token wrong where there is no crypto.subtle, as on a page that came over plain http', async () => {
  jest.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never);
  for (const cacheSize of [0, 1])
    expect(await thrownBy(new Elsewhere({ ...OPTIONS, jwks, cacheSize }).verify(genuine))).toMatchObject({
      code: 'VERIFICATION_UNAVAILABLE',
      status: 503,
      cause: expect.any(Error),
    });
});
