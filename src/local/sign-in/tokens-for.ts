import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check, nonEmpty, strictOptions } from '../../internal/options.js';
import type { Pool } from '../pool/pool.js';
import type { ClaimOverrides, TokenOverrides } from '../state/token-overrides.js';
import { API_SCOPES } from '../state/tokens.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import { beginSession } from './begin-session.js';

/** Tokens as a sign-in gives them. */
export interface LocalTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
}

export interface TokensOptions {
  /** The app client that the tokens are for; the first where it is left out. */
  readonly clientId?: string;
  /** Those of the access token; `['aws.cognito.signin.user.admin']` where they are left out. */
  readonly scopes?: readonly string[];
  /** Claims of both tokens, besides those that every token has, such as `sub` and `exp`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

const optionsSchema = strictOptions({
  clientId: v.optional(nonEmpty),
  scopes: v.optional(v.array(nonEmpty, 'must be a list of scopes')),
  claims: v.optional(v.record(v.string(), v.unknown(), 'must be an object of claims')),
});

/** What a test asks for takes precedence over what a trigger says. */
function overriding(
  { id, access, groups }: TokenOverrides,
  claims: Readonly<Record<string, unknown>> = {},
  scopes?: readonly string[],
): TokenOverrides {
  const withClaims = (overrides: ClaimOverrides | null | undefined) => ({
    ...overrides,
    claimsToAddOrOverride: { ...overrides?.claimsToAddOrOverride, ...claims },
    claimsToSuppress: overrides?.claimsToSuppress?.filter(name => !(name in claims)),
  });
  const scoped = scopes && {
    scopesToAdd: scopes,
    scopesToSuppress: API_SCOPES.filter(scope => !scopes.includes(scope)),
  };
  return { id: withClaims(id), access: { ...access, ...withClaims(access), ...scoped }, groups };
}

/**
 * Gives a user the tokens of a sign-in without one. No trigger runs but the one before tokens are generated.
 * @throws {InvalidOptionError} for a user or client that is not there.
 */
export async function tokensFor(
  pool: Pool,
  username: string,
  given: TokensOptions = {},
): Promise<LocalTokens> {
  const { clientId, scopes, claims } = check(optionsSchema, given, 'options');
  const user = pool.users.findForSignIn(username) ?? pool.users.findBySub(username);
  if (!user) throw new InvalidOptionError('username', 'is not a user of this pool');
  const client = clientId === undefined ? pool.clients.all()[0] : pool.clients.find(clientId);
  if (!client) throw new InvalidOptionError('options.clientId', 'is no app client of this pool');
  const byTrigger = await runPreTokenGeneration({ pool, client }, 'TokenGeneration_Authentication', user);
  const overrides = overriding(byTrigger, claims, scopes);
  const userSession = beginSession(pool, user.username, client);
  const refreshToken = pool.userSessions.issueRefreshToken(userSession);
  const { AccessToken, IdToken, ExpiresIn } = await pool.tokens.issue(user, client, userSession, overrides);
  return { accessToken: AccessToken, idToken: IdToken, refreshToken, expiresIn: ExpiresIn };
}
