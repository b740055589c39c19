import { issuerOf, issuersOf, jwksUriOf } from '../../src/config/issuer.js';

const userPoolId = 'eu-west-1_AbCdEf123';

describe('the issuer of a pool', () => {
  it("is AWS's for the region", () => {
    expect(issuerOf({ userPoolId })).toBe('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123');
  });

  it('has another domain in China', () => {
    expect(issuerOf({ userPoolId: 'cn-north-1_AbCdEf123' })).toBe(
      'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEf123',
    );
  });

  it('moves with the endpoint, whether or not that ends in a slash', () => {
    for (const endpoint of ['http://127.0.0.1:9229', 'http://127.0.0.1:9229/'])
      expect(issuerOf({ userPoolId, endpoint })).toBe('http://127.0.0.1:9229/eu-west-1_AbCdEf123');
  });

  it('is the one given, endpoint or not', () => {
    const issuer = 'https://auth.example.com/pool';
    expect(issuerOf({ userPoolId, issuer, endpoint: 'http://127.0.0.1:9229' })).toBe(issuer);
  });

  it('cannot be told from a malformed pool id', () => {
    expect(() => issuerOf({ userPoolId: 'nonsense', issuer: 'https://auth.example.com' })).toThrow(
      /userPoolId/,
    );
  });

  it('has a second form on AWS and nowhere else', () => {
    expect(issuersOf({ userPoolId })).toEqual([
      issuerOf({ userPoolId }),
      'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123',
    ]);
    expect(issuersOf({ userPoolId, endpoint: 'http://127.0.0.1:9229' })).toHaveLength(1);
    expect(issuersOf({ userPoolId, issuer: 'https://auth.example.com' })).toHaveLength(1);
  });
});

it('publishes its keys at the well-known path', () => {
  expect(jwksUriOf('https://auth.example.com/pool')).toBe(
    'https://auth.example.com/pool/.well-known/jwks.json',
  );
});
