import { TokenVerifier, type TokenVerifierOptions } from 'portcullis/verify';
import { InvalidOptionError } from '../../src/errors/invalid-option.js';
import { signingKey } from '../helpers/jwks-server.js';

const good = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' } as const;
const made = (options: unknown) => () => new TokenVerifier(options as TokenVerifierOptions);

describe('the options of a verifier', () => {
  it.each([
    ['no options', undefined, /^options is missing|^options must be an object/],
    ['no pool', { ...good, userPoolId: undefined }, /^options\.userPoolId is missing/],
    ['a malformed pool id', { ...good, userPoolId: 'pool' }, /^userPoolId .*eu-west-1_AbCdEf123/],
    ['no client', { ...good, clientId: undefined }, /^options\.clientId is missing.*null.*any client/],
    ['no kind', { ...good, tokenUse: undefined }, /^options\.tokenUse is missing.*null.*either/],
    ['a wrong kind', { ...good, tokenUse: 'refresh' }, /^options\.tokenUse must be access, id or null/],
    ['no clients at all', { ...good, clientId: [] }, /^options\.clientId/],
    ['an empty client', { ...good, clientId: '' }, /^options\.clientId/],
    ['groups that nobody satisfies', { ...good, groups: [] }, /^options\.groups must not be empty/],
    ['scopes that are no text', { ...good, scopes: 5 }, /^options\.scopes must be a string or a list/],
    [
      'a typing error',
      { ...good, clientID: 'app' },
      /^options\.clientID is not a known key; allowed: .*clientId/,
    ],
    [
      'an address that is none',
      { ...good, jwksUri: 'keys.json' },
      /^options\.jwksUri must be an http or https URL/,
    ],
    [
      'a file address',
      { ...good, endpoint: 'file:///etc' },
      /^options\.endpoint must be an http or https URL/,
    ],
    ['a negative tolerance', { ...good, clockToleranceSeconds: -1 }, /^options\.clockToleranceSeconds/],
    [
      'an endless tolerance',
      { ...good, clockToleranceSeconds: Number.POSITIVE_INFINITY },
      /clockToleranceSeconds/,
    ],
    ['half a token', { ...good, cacheSize: 0.5 }, /^options\.cacheSize/],
    ['no time at all', { ...good, timeoutMs: 0 }, /^options\.timeoutMs/],
    ['keys that are none', { ...good, jwks: [] }, /^options\.jwks must be a JSON Web Key Set/],
    [
      'an empty key set',
      { ...good, jwks: { keys: [] } },
      /^jwks must be a JSON Web Key Set with an RS256 key/,
    ],
    [
      'a schema that is none',
      { ...good, claimsSchema: {} },
      /^options\.claimsSchema must be a Standard Schema/,
    ],
    ['revocation without a question', { ...good, revocation: {} }, /^options\.revocation\.isRevoked/],
    ['no pools', { pools: [] }, /^options\.pools must not be empty/],
    ['a pool beside the pools', { ...good, pools: [good] }, /is not a known key/],
    [
      'a careless pool',
      { pools: [good, { ...good, clientId: undefined }] },
      /^options\.pools\[1\]\.clientId .*null/,
    ],
    ['the same pool twice', { pools: [good, good] }, /listed twice/],
  ])('refuse %s, naming the field', (_, options, message) => {
    expect(made(options)).toThrow(InvalidOptionError);
    expect(made(options)).toThrow(message);
  });

  it('of one call are checked too', async () => {
    const verifier = new TokenVerifier(good);
    await expect(verifier.verify('x', { group: ['a'] } as never)).rejects.toThrow(
      /^options\.group is not a known key/,
    );
    await expect(verifier.verify('x', { groups: [] })).rejects.toThrow(/^options\.groups must not be empty/);
  });
});

describe('COGNITO_JWKS', () => {
  afterEach(() => {
    delete process.env.COGNITO_JWKS;
  });

  it.each(['{', 'null', '[]', '{"keys":[]}', '{"keys":[{"kty":"EC"}]}'])(
    'set to %s is an error that names it',
    json => {
      process.env.COGNITO_JWKS = json;
      expect(made(good)).toThrow(/^COGNITO_JWKS /);
    },
  );

  it('is not looked at where keys are given', async () => {
    process.env.COGNITO_JWKS = '{';
    const jwks = { keys: [(await signingKey('one')).publicJwk] };
    expect(made({ ...good, jwks })).not.toThrow();
  });

  it('is refused for several pools, which it would let sign for one another', async () => {
    process.env.COGNITO_JWKS = JSON.stringify({ keys: [(await signingKey('one')).publicJwk] });
    expect(made({ pools: [good, { ...good, userPoolId: 'eu-west-1_Other' }] })).toThrow(
      /^COGNITO_JWKS .*one pool/,
    );
  });
});
