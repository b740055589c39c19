import { TokenVerifier } from 'portcullis/verify';
import { accessClaims, ISSUED_AT } from '../helpers/cognito-claims.js';
import { type JwksServer, type SigningKey, signingKey, startJwksServer } from '../helpers/jwks-server.js';

const POOL = 'eu-west-1_AbCdEf123';
let server: JwksServer;
let key: SigningKey;
let issuer: string;

beforeAll(async () => {
  key = await signingKey('one');
  server = await startJwksServer(key);
  issuer = `${server.origin}/${POOL}`;
});
afterAll(() => server.close());

const clock = () => ISSUED_AT + 60_000;
const options = () => ({ userPoolId: POOL, clientId: 'app', endpoint: server.origin, clock });

describe('a genuine token', () => {
  it('gives the principal it speaks for', async () => {
    const verifier = new TokenVerifier({ ...options(), tokenUse: 'access' });
    const token = await key.sign(
      accessClaims(issuer, { 'cognito:groups': ['admins', 'staff'], scope: 'openid reports/read' }),
    );
    const principal = await verifier.verify(token);
    expect(principal).toMatchObject({
      sub: '6f1c2c8e-1111-4222-8333-444455556666',
      username: 'ada',
      groups: ['admins', 'staff'],
      scopes: ['openid', 'reports/read'],
      tokenUse: 'access',
      issuedAt: new Date(ISSUED_AT),
      expiresAt: new Date(ISSUED_AT + 3_600_000),
      authTime: new Date(ISSUED_AT),
    });
    expect(principal.claims.client_id).toBe('app');
  });
});
