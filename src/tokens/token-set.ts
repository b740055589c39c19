import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { InvalidTokenError } from '../errors/token.js';
import { INSPECT } from '../internal/inspect.js';
import { decodeUnverified, type JsonObject } from './decode.js';

/** The tokens of one session as plain data, for stores. Secret. At least one of the three tokens is there. */
export interface TokenData {
  readonly accessToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly refreshToken?: string | undefined;
  /** The tracked device that the session belongs to; refreshing has to name it. */
  readonly deviceKey?: string | undefined;
}

/**
 * The tokens of one session: all that a sign-in gives, or those of them that someone kept. Immutable: renewing makes
 * another. Logging it or turning it into JSON shows whose it is and until when, never a token; {@link TokenSet.data}
 * gives the tokens on purpose.
 */
export class TokenSet {
  readonly #data: TokenData;
  /** The stored username, which secret hashes are made of; an alias will not do. A refresh token alone does not name it. */
  readonly username: string | undefined;
  readonly sub: string | undefined;
  /** When the first of the access and id tokens ends. Undefined for a refresh token alone. */
  readonly expiresAt: Date | undefined;

  /**
   * @throws {InvalidTokenError} when a token is not a JSON Web Token with the claims that Cognito gives.
   * @throws {InvalidOptionError} when there is no token.
   */
  constructor(data: TokenData) {
    const { accessToken, idToken, refreshToken, deviceKey } = data;
    if (!(accessToken || idToken || refreshToken))
      throw new InvalidOptionError('tokens', 'are missing: accessToken, idToken or refreshToken');
    const access = accessToken === undefined ? undefined : decodeUnverified(accessToken).payload;
    const id = idToken === undefined ? undefined : decodeUnverified(idToken).payload;
    const named = access ?? id;
    this.#data = Object.freeze({
      accessToken,
      idToken,
      refreshToken,
      deviceKey: deviceKey ?? (access?.device_key as string | undefined),
    });
    this.username = named && stringClaim(named, access ? 'username' : 'cognito:username');
    this.sub = named && stringClaim(named, 'sub');
    this.expiresAt = firstToEnd([access, id]);
    Object.freeze(this);
  }

  get accessToken(): string | undefined {
    return this.#data.accessToken;
  }

  get idToken(): string | undefined {
    return this.#data.idToken;
  }

  get refreshToken(): string | undefined {
    return this.#data.refreshToken;
  }

  /** How an API takes the access token (RFC 6750). Cognito has no other type. */
  get tokenType(): 'Bearer' {
    return 'Bearer';
  }

  get deviceKey(): string | undefined {
    return this.#data.deviceKey;
  }

  /** The tokens as plain data. What holds it holds secrets. */
  get data(): TokenData {
    return this.#data;
  }

  /**
   * Whether the tokens end within a time. A refresh token alone has nothing that serves, so it does.
   *
   * @param now Milliseconds since the epoch.
   */
  expiresWithin(milliseconds: number, now: number): boolean {
    return this.expiresAt === undefined || this.expiresAt.getTime() - now <= milliseconds;
  }

  toJSON(): { username: string | undefined; sub: string | undefined; expiresAt: string | undefined } {
    return { username: this.username, sub: this.sub, expiresAt: this.expiresAt?.toISOString() };
  }

  [INSPECT](_depth: number, _options: object, inspect: (value: object) => string): string {
    return `TokenSet ${inspect(this.toJSON())}`;
  }
}

/** The tokens of a sign-in or a renewal, which gives them all. */
export interface CompleteTokenSet extends TokenSet {
  readonly data: TokenData & { readonly accessToken: string; readonly idToken: string };
  readonly accessToken: string;
  readonly idToken: string;
  readonly username: string;
  readonly sub: string;
  readonly expiresAt: Date;
}

/** The same tokens, known to be complete. @throws {NotSignedInError} naming the token that is missing. */
export function complete(tokens: TokenSet): CompleteTokenSet {
  for (const name of ['accessToken', 'idToken'] as const)
    if (tokens[name] === undefined) throw new NotSignedInError(name);
  return tokens as CompleteTokenSet;
}

function stringClaim(claims: JsonObject, claim: string): string {
  const value = claims[claim];
  if (typeof value !== 'string' || value === '')
    throw new InvalidTokenError(`the token has no ${claim}`, {
      mismatch: { claim, expected: 'a string', actual: typeof value },
    });
  return value;
}

function firstToEnd(tokens: readonly (JsonObject | undefined)[]): Date | undefined {
  const ends = tokens.flatMap(claims => (claims ? [timeClaim(claims)] : []));
  return ends.length === 0 ? undefined : new Date(1000 * Math.min(...ends));
}

function timeClaim({ exp }: JsonObject): number {
  if (typeof exp !== 'number' || !Number.isFinite(exp))
    throw new InvalidTokenError('the token has no expiry', {
      mismatch: { claim: 'exp', expected: 'a number of seconds', actual: typeof exp },
    });
  return exp;
}
