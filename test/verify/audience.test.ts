import { TokenVerifier } from 'portcullis/verify';
import { access, POOL, prepareAttacks } from '../helpers/attack-tokens.js';
import { thrownBy } from '../helpers/thrown-by.js';

const API = 'https://api.example.com/invoices';
let jwks: never;

beforeAll(async () => {
  jwks = (await prepareAttacks()).jwks as never;
});

const verifierFor = (audience: string | string[]) =>
  new TokenVerifier({ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks, audience });

test.each([API, [API], ['https://other.example', API]])('a token bound to %j is taken', async aud => {
  expect((await verifierFor(API).verify(await access({ aud }))).username).toBe('ada');
  expect((await verifierFor(['https://mine.example', API]).verify(await access({ aud }))).username).toBe(
    'ada',
  );
});

test.each([undefined, '', 'app', `${API}/`, API.toUpperCase(), [], [[API]], { [API]: API }, true])(
  'a token bound to %j is refused',
  async aud => {
    expect(await thrownBy(verifierFor(API).verify(await access({ aud })))).toMatchObject({
      code: 'INVALID_TOKEN',
      mismatch: { claim: 'aud', expected: [API] },
    });
  },
);

test('a resource is asked of access tokens alone', () => {
  const options = { userPoolId: POOL, clientId: 'app', audience: API } as const;
  for (const tokenUse of ['id', null] as const)
    expect(() => new TokenVerifier({ ...options, tokenUse })).toThrow(
      expect.objectContaining({ field: 'options.audience' }),
    );
});
