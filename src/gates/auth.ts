import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, nonEmpty, oneOrMore, strictOptions, withMethods } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { bearerToken, extractToken } from '../verify/extract-token.js';
import { isVerified, type Principal } from '../verify/principal.js';
import { assertMeets } from '../verify/requirements.js';
import type { Verifier } from '../verify/verifier.js';

/** The user of a verified token of the Gates user pool. */
export type GatesUser = Principal;

/** What {@link handleAuth} asks of a token. */
export interface HandleAuthOptions {
  readonly verifier: Verifier;
  /** Any one of these groups satisfies. */
  readonly requiredGroups?: string | readonly string[] | undefined;
  /** Any one of these scopes satisfies. */
  readonly requiredScopes?: string | readonly string[] | undefined;
}

const required = oneOrMore(nonEmpty);

/** @throws {InvalidOptionError} for what merely looks like a user. */
function verifiedUser(user: GatesUser): GatesUser {
  if (!isVerified(user)) throw new InvalidOptionError('user', 'must be what a TokenVerifier returned');
  return user;
}

/**
 * The user of a token. A leading `Bearer ` and surrounding white space are dropped.
 *
 * @throws {MissingAuthorizationError | TokenExpiredError | InvalidTokenError | KeysUnavailableError} as
 * {@link TokenVerifier.verify}.
 */
export const authenticate = async (token: string, verifier: Verifier): Promise<GatesUser> =>
  verifier.verify(bearerToken(token));

/**
 * Requires that the user is in one of the groups.
 *
 * @throws {UnauthorizedGroupError} with the groups, when they are in none.
 * @throws {InvalidOptionError} when the list of groups is empty, or `user` is not what a verifier returned.
 */
export function authorize(user: GatesUser, requiredGroups: string | readonly string[]): void {
  assertMeets(verifiedUser(user), { groups: check(required, requiredGroups, 'requiredGroups') });
}

/**
 * Requires that the user's token carries one of the scopes.
 *
 * @throws {UnauthorizedScopeError} with the scopes, when it carries none.
 * @throws {InvalidOptionError} when the list of scopes is empty, or `user` is not what a verifier returned.
 */
export function authorizeScopes(user: GatesUser, requiredScopes: string | readonly string[]): void {
  assertMeets(verifiedUser(user), { scopes: check(required, requiredScopes, 'requiredScopes') });
}

const handleAuthOptions = strictOptions({
  verifier: withMethods<Verifier>('a TokenVerifier', 'verify'),
  requiredGroups: optional(required),
  requiredScopes: optional(required),
});

/**
 * The user behind an `Authorization` header, who has what is required.
 *
 * ```ts
 * import { handleAuth } from 'portcullis/gates';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'sa-east-1_AbCdEf123', clientId: 'app', tokenUse: null });
 * const whoCalls = (headers: Headers) =>
 *   handleAuth(headers.get('authorization'), { verifier, requiredGroups: ['GAIA', 'RECAPE'] });
 * ```
 *
 * @throws as {@link authenticate}, {@link authorize} and {@link authorizeScopes}. The errors carry the HTTP `status`
 * to answer with.
 */
export async function handleAuth(
  authorizationHeader: string | null | undefined,
  options: HandleAuthOptions,
): Promise<GatesUser> {
  const {
    verifier,
    requiredGroups: groups,
    requiredScopes: scopes,
  } = check(handleAuthOptions, options, 'options');
  const user = await verifier.verify(extractToken(authorizationHeader));
  assertMeets(verifiedUser(user), { groups, scopes });
  return user;
}
