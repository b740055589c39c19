import { InvalidTokenError } from '../errors/token.js';
import { UnauthorizedGroupError, UnauthorizedScopeError } from '../errors/unauthorized.js';
import { flag, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import type { TokenUse } from './claims.js';
import type { Principal } from './principal.js';

/** What a token must be, besides genuine. */
export interface Requirements {
  /** The app clients of which one must have been issued the token; `null`, any. */
  readonly clientId?: readonly string[] | null | undefined;
  /** The resources of which the access token must be bound to one (RFC 8707), as its `aud` says. */
  readonly audience?: readonly string[] | undefined;
  /** `null`, either. */
  readonly tokenUse?: TokenUse | null | undefined;
  /** Any one satisfies. */
  readonly groups?: readonly string[] | undefined;
  /** Any one satisfies. Only access tokens carry scopes. */
  readonly scopes?: readonly string[] | undefined;
}

/** How many of the names are needed. */
export interface RequireOptions {
  /** All of them are needed. Default false: any one is enough. */
  readonly all?: boolean | undefined;
}

export const requireOptionEntries = { all: optional(flag, false) };
export const requireOptions = strictOptions(requireOptionEntries);

/** @throws {UnauthorizedGroupError} */
export function assertInGroups(
  principal: Principal,
  groups: readonly string[],
  { all = false }: RequireOptions = {},
): void {
  if (!has(principal.groups, groups, all)) throw new UnauthorizedGroupError(groups, { all });
}

/** @throws {UnauthorizedScopeError} */
export function assertCarriesScopes(
  principal: Principal,
  scopes: readonly string[],
  { all = false }: RequireOptions = {},
): void {
  if (!has(principal.scopes, scopes, all)) throw new UnauthorizedScopeError(scopes, { all });
}

function has(given: readonly string[], needed: readonly string[], all: boolean): boolean {
  const isGiven = (name: string): boolean => given.includes(name);
  return all ? needed.every(isGiven) : needed.some(isGiven);
}

/**
 * @throws {InvalidTokenError} when the token is of another kind or was issued to another app client.
 * @throws {UnauthorizedGroupError}
 * @throws {UnauthorizedScopeError}
 */
export function assertMeets(
  principal: Principal,
  { clientId, audience, tokenUse, groups, scopes }: Requirements,
): void {
  if (tokenUse && principal.tokenUse !== tokenUse)
    throw new InvalidTokenError(`the token is not an ${tokenUse} token`, {
      mismatch: { claim: 'token_use', expected: tokenUse, actual: principal.tokenUse },
    });
  assertIssuedTo(principal, clientId ?? null);
  if (audience) assertBoundTo(principal, audience);
  if (groups) assertInGroups(principal, groups);
  if (scopes) assertCarriesScopes(principal, scopes);
}

function assertBoundTo({ claims }: Principal, expected: readonly string[]): void {
  const actual: unknown = claims.aud;
  if ([actual].flat().some(each => expected.some(resource => resource === each))) return;
  throw new InvalidTokenError("the token's aud is not an expected resource", {
    mismatch: { claim: 'aud', expected, actual },
  });
}

function assertIssuedTo({ claims }: Principal, expected: readonly string[] | null): void {
  const claim = claims.token_use === 'id' ? 'aud' : 'client_id';
  const actual = claims.token_use === 'id' ? claims.aud : claims.client_id;
  if (typeof actual === 'string' && (expected === null || expected.includes(actual))) return;
  throw new InvalidTokenError(`the token's ${claim} is not an expected app client`, {
    mismatch: { claim, expected: expected ?? 'a string', actual },
  });
}
