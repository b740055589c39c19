import { InvalidTokenError } from '../errors/token.js';
import type { JsonObject } from '../tokens/decode.js';
import type { ClaimsOf, TokenUse } from './claims.js';

interface PrincipalOf<Use extends TokenUse, Own extends object> {
  /** The user's id: a UUID that never changes. */
  readonly sub: string;
  /** The stored username; `sub` again where the token names no user, as a machine's token does. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** The Gates role (`custom:general_role`). */
  readonly role?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly tokenUse: Use;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** When the user signed in; refreshing keeps it. */
  readonly authTime?: Date | undefined;
  /** Every claim as the token has it, or as the claims schema made of it. */
  readonly claims: ClaimsOf<Use> & Readonly<Own>;
}

/**
 * Who a verified token speaks for: frozen plain data. `Use` narrows the kind of token, `Own` adds the claims that the
 * application put there itself.
 */
export type Principal<Use extends TokenUse = TokenUse, Own extends object = object> = {
  [Each in Use]: PrincipalOf<Each, Own>;
}[Use];

/**
 * The principal of a payload whose signature holds.
 *
 * @throws {InvalidTokenError} when a claim that the principal is made of has the wrong type.
 */
export function principalOf(claims: JsonObject): Principal {
  const sub = text(claims, 'sub') ?? missing('sub');
  const tokenUse = tokenUseOf(claims);
  const principal = {
    sub,
    username: text(claims, tokenUse === 'id' ? 'cognito:username' : 'username') ?? sub,
    groups: groupsOf(claims),
    scopes: scopesOf(claims),
    role: text(claims, 'custom:general_role'),
    email: text(claims, 'email'),
    name: text(claims, 'name'),
    tokenUse,
    issuedAt: date(claims, 'iat') ?? missing('iat'),
    expiresAt: date(claims, 'exp') ?? missing('exp'),
    authTime: date(claims, 'auth_time'),
    claims,
  };
  return verifiedPrincipal(principal as unknown as Principal);
}

/** What only a verifier gives to a principal. `Symbol.for` is one for all copies of this library. */
const VERIFIED = Symbol.for('portcullis.verified');

/** Marks a principal as one that a verifier made, and freezes it. A copy, or what JSON says, has no mark. */
export const verifiedPrincipal = (principal: Principal): Principal =>
  Object.freeze(Object.defineProperty(principal, VERIFIED, { value: true }));

/** Whether a verifier made a principal, rather than something of the same shape. */
export const isVerified = (value: unknown): value is Principal =>
  typeof value === 'object' && value !== null && (value as { [VERIFIED]?: unknown })[VERIFIED] === true;

function wrong(claim: string, expected: string, actual: unknown): never {
  throw new InvalidTokenError(`the token's ${claim} must be ${expected}`, {
    mismatch: { claim, expected, actual },
  });
}

const missing = (claim: string): never => wrong(claim, 'present', undefined);

function tokenUseOf({ token_use }: JsonObject): TokenUse {
  if (token_use === 'access' || token_use === 'id') return token_use;
  return wrong('token_use', 'access or id', token_use);
}

function text(claims: JsonObject, claim: string): string | undefined {
  const value = claims[claim];
  if (value === undefined || typeof value === 'string') return value;
  return wrong(claim, 'a string', value);
}

/** RFC 6749, section 3.3: scopes are separated by spaces. */
function scopesOf(claims: JsonObject): readonly string[] {
  const scope = text(claims, 'scope');
  return scope ? Object.freeze(scope.split(' ').filter(Boolean)) : NONE;
}

function groupsOf(claims: JsonObject): readonly string[] {
  const groups = claims['cognito:groups'] ?? NONE;
  if (Array.isArray(groups) && groups.every(group => typeof group === 'string')) return groups;
  return wrong('cognito:groups', 'a list of strings', groups);
}

const NONE: readonly string[] = Object.freeze([]);

/** The last second that a `Date` can hold. */
const LAST_SECOND = 8.64e12;

/** A NumericDate (RFC 7519, section 2): a JSON number of seconds, nothing that merely looks like one. */
function date(claims: JsonObject, claim: string): Date | undefined {
  const seconds = claims[claim];
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= LAST_SECOND) return new Date(seconds * 1000);
  return wrong(claim, 'a number of seconds', seconds);
}
