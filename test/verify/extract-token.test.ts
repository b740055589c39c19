import fc from 'fast-check';
import { extractToken } from 'portcullis/verify';

describe('an Authorization header', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER   abc  ', 'abc'],
    ['\tBearer\tabc', 'abc'],
  ])('%j gives %j', (header, token) => {
    expect(extractToken(header)).toBe(token);
  });

  it.each([undefined, null, '', '  ', 'Bearer', 'Bearer ', ' bearer\t'])('%j gives no token', header => {
    expect(() => extractToken(header)).toThrow(
      expect.objectContaining({ code: 'MISSING_AUTHORIZATION', status: 401 }),
    );
  });

  it.each(['abc', 'Bearerabc', 'Basic abc', 'Token abc', 'abc Bearer'])('%j is of another scheme', header => {
    expect(() => extractToken(header)).toThrow(
      expect.objectContaining({
        code: 'MISSING_AUTHORIZATION',
        message: 'the Authorization header must use the Bearer scheme',
      }),
    );
  });

  it('gives any token back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]+$/), token => {
        fc.pre(token.toLowerCase() !== 'bearer');
        expect(extractToken(`Bearer ${token}`)).toBe(token);
      }),
    );
  });
});
