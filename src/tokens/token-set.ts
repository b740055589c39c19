import { InvalidTokenError } from '../errors/token.js';
import { INSPECT } from '../internal/inspect.js';
import { decodeUnverified } from './decode.js';

/** The tokens of one session as plain data, for stores. Secret. */
export interface TokenData {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken?: string | undefined;
  /** The tracked device that the session belongs to; refreshing has to name it. */
  readonly deviceKey?: string | undefined;
}

/**
 * The tokens of one session. Immutable: renewing makes another. Logging it or turning it into JSON shows whose it is
 * and until when, never a token; {@link TokenSet.data} gives the tokens on purpose.
 */
export class TokenSet {
  readonly #data: TokenData;
  /** The stored username, which secret hashes are made of; an alias will not do. */
  readonly username: string;
  readonly sub: string;
  /** When the first of the access and id tokens ends. */
  readonly expiresAt: Date;

  /** @throws {InvalidTokenError} when a token is not a JSON Web Token with the claims that Cognito gives. */
  constructor(data: TokenData) {
    const { accessToken, idToken, refreshToken, deviceKey } = data;
    const access = decodeUnverified(accessToken).payload;
    const id = decodeUnverified(idToken).payload;
    this.#data = Object.freeze({
      accessToken,
      idToken,
      refreshToken,
      deviceKey: deviceKey ?? (access.device_key as string | undefined),
    });
    this.username = stringClaim(access, 'username');
    this.sub = stringClaim(access, 'sub');
    this.expiresAt = new Date(1000 * Math.min(timeClaim(access), timeClaim(id)));
    Object.freeze(this);
  }

  get accessToken(): string {
    return this.#data.accessToken;
  }

  get idToken(): string {
    return this.#data.idToken;
  }

  get refreshToken(): string | undefined {
    return this.#data.refreshToken;
  }

  get deviceKey(): string | undefined {
    return this.#data.deviceKey;
  }

  /** The tokens as plain data. What holds it holds secrets. */
  get data(): TokenData {
    return this.#data;
  }

  /** @param now Milliseconds since the epoch. */
  expiresWithin(milliseconds: number, now: number): boolean {
    return this.expiresAt.getTime() - now <= milliseconds;
  }

  /** The same session with some of its tokens replaced. */
  with(changes: Partial<TokenData>): TokenSet {
    return new TokenSet({ ...this.#data, ...changes });
  }

  toJSON(): { username: string; sub: string; expiresAt: string } {
    return { username: this.username, sub: this.sub, expiresAt: this.expiresAt.toISOString() };
  }

  [INSPECT](_depth: number, _options: object, inspect: (value: object) => string): string {
    return `TokenSet ${inspect(this.toJSON())}`;
  }
}

function stringClaim(claims: Readonly<Record<string, unknown>>, claim: string): string {
  const value = claims[claim];
  if (typeof value !== 'string' || value === '')
    throw new InvalidTokenError(`the access token has no ${claim}`, {
      mismatch: { claim, expected: 'a string', actual: typeof value },
    });
  return value;
}

function timeClaim({ exp }: Readonly<Record<string, unknown>>): number {
  if (typeof exp !== 'number' || !Number.isFinite(exp))
    throw new InvalidTokenError('the token has no expiry', {
      mismatch: { claim: 'exp', expected: 'a number of seconds', actual: typeof exp },
    });
  return exp;
}
