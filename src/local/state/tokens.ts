import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { RandomSource } from '../../internal/seams.js';
import { epochSeconds, type PoolClock } from '../internal/clock.js';
import {
  type CognitoException,
  momentOf,
  notAuthorized,
  userDoesNotExist,
  userIsDisabled,
} from '../internal/exception.js';
import { randomUuid } from '../internal/random.js';
import { isReadable } from './attributes.js';
import { type ClientRecord, validitySeconds } from './clients.js';
import type { Groups } from './groups.js';
import type { SigningKey, SigningKeys } from './signing-keys.js';
import { overrideClaims, overrideGroups, overrideScopes, type TokenOverrides } from './token-overrides.js';
import type { UserRecord } from './user-record.js';
import type { UserSessionRecord, UserSessions } from './user-sessions.js';
import type { Users } from './users.js';

/** The only scope that tokens of the API flows carry, and the one that the token operations ask for. */
const USER_ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
export const API_SCOPES: readonly string[] = [USER_ADMIN_SCOPE];

export interface IssuedTokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
}

/** Whose access token it is. */
export interface Bearer {
  readonly user: UserRecord;
  readonly userSession: UserSessionRecord;
}

interface TokensNeeds {
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly users: Users;
  readonly groups: Groups;
  readonly userSessions: UserSessions;
  readonly clock: PoolClock;
  readonly random: RandomSource;
}

/** Signs access and ID tokens, and reads access tokens back. */
export class Tokens {
  constructor(private readonly needs: TokensNeeds) {}

  /** A pair of tokens for a sign-in, now. Refreshing calls this again: `jti`, `iat` and `exp` are new. */
  async issue(
    user: UserRecord,
    client: ClientRecord,
    userSession: UserSessionRecord,
    overrides: TokenOverrides = {},
  ): Promise<IssuedTokens> {
    const { keys, groups } = this.needs;
    const common = this.#commonClaims(user, client, userSession);
    const groupClaims = overrideGroups(groups.claimsOf(user), overrides.groups);
    const { 'cognito:groups': names } = groupClaims;
    const scopes = overrideScopes(API_SCOPES, overrides.access);
    const access = {
      ...common,
      ...(names && { 'cognito:groups': names }),
      ...(userSession.deviceKey !== undefined && { device_key: userSession.deviceKey }),
      client_id: client.ClientId,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
      username: user.username,
      token_use: 'access',
    };
    const id = {
      ...readableClaims(user, client),
      ...common,
      ...groupClaims,
      aud: client.ClientId,
      'cognito:username': user.username,
      token_use: 'id',
    };
    const [AccessToken, IdToken] = await Promise.all([
      this.#sign(
        overrideClaims('access', access, overrides.access),
        keys.access,
        validitySeconds(client, 'AccessToken'),
      ),
      this.#sign(overrideClaims('id', id, overrides.id), keys.id, validitySeconds(client, 'IdToken')),
    ]);
    return { AccessToken, IdToken, ExpiresIn: validitySeconds(client, 'AccessToken'), TokenType: 'Bearer' };
  }

  /** An access token of an app client for itself. */
  async issueToClient(
    client: ClientRecord,
    scopes: readonly string[],
    overrides: TokenOverrides['access'] = {},
  ) {
    const { keys, issuer, clock } = this.needs;
    const claims = {
      sub: client.ClientId,
      iss: issuer,
      client_id: client.ClientId,
      token_use: 'access',
      scope: overrideScopes(scopes, overrides).join(' '),
      auth_time: epochSeconds(clock.now),
      version: 2,
    };
    const ExpiresIn = validitySeconds(client, 'AccessToken');
    const AccessToken = await this.#sign(overrideClaims('access', claims, overrides), keys.access, ExpiresIn);
    return { AccessToken, ExpiresIn, TokenType: 'Bearer' } as const;
  }

  /**
   * The bearer of an access token that this pool signed and that still counts.
   * @throws NotAuthorizedException in the service's words for each way of not counting.
   */
  async authenticate(accessToken: string): Promise<Bearer> {
    const { users, userSessions } = this.needs;
    const claims = await this.#verifyAccessToken(accessToken);
    const userSession = userSessions.findByEvent(String(claims.event_id));
    const user = users.findForSignIn(userSession?.username ?? '');
    if (user && !user.enabled) throw userIsDisabled();
    if (!userSession || userSession.revoked)
      throw notAuthorized('Access Token has been revoked', {
        expected: 'a token of a sign-in that counts',
        sent: userSession?.revokedAt
          ? `one of a sign-in of ${userSession.username} that was revoked at ${momentOf(userSession.revokedAt)}`
          : 'one of a sign-in that the pool does not know',
      });
    if (!String(claims.scope).split(' ').includes(USER_ADMIN_SCOPE))
      throw notAuthorized('Access Token does not have required scopes', {
        expected: `the scope ${USER_ADMIN_SCOPE}`,
        sent: `the scopes ${claims.scope}`,
      });
    if (!user) throw userDoesNotExist();
    return { user, userSession };
  }

  #commonClaims(user: UserRecord, client: ClientRecord, userSession: UserSessionRecord): JWTPayload {
    return {
      sub: user.sub,
      iss: this.needs.issuer,
      ...(client.EnableTokenRevocation && { origin_jti: userSession.id }),
      event_id: userSession.eventId,
      auth_time: userSession.authTime,
    };
  }

  #sign(claims: JWTPayload, key: SigningKey, validSeconds: number): Promise<string> {
    const iat = epochSeconds(this.needs.clock.now);
    return new SignJWT({ ...claims, iat, exp: iat + validSeconds, jti: randomUuid(this.needs.random) })
      .setProtectedHeader({ kid: key.kid, alg: 'RS256' })
      .sign(key.privateKey);
  }

  async #verifyAccessToken(token: string): Promise<JWTPayload> {
    const { keys, issuer, clock } = this.needs;
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          if (kid === keys.id.kid) throw new errors.JWTInvalid('an ID token');
          return keys.access.publicKey;
        },
        { issuer, algorithms: ['RS256'], currentDate: new Date(clock.now()) },
      );
      return payload;
    } catch (error) {
      throw accessTokenProblem(error, clock.now());
    }
  }
}

function accessTokenProblem(error: unknown, now: number): CognitoException {
  if (error instanceof errors.JWTExpired)
    return notAuthorized('Access Token has expired', {
      expected: `a use before ${momentOf(Number(error.payload.exp) * 1000)}`,
      sent: `one at ${momentOf(now)}`,
    });
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return notAuthorized('Could not verify signature for Access Token', {
      expected: 'a signature by the key of the pool',
      sent: 'one by another key',
    });
  const found = error instanceof errors.JOSEError ? error.message : undefined;
  return notAuthorized('Invalid Access Token', {
    expected: 'an access token of the pool, as it was given',
    ...(found && { sent: found }),
  });
}

/** The attributes that this client may read, as ID token claims. */
function readableClaims({ attributes }: UserRecord, client: ClientRecord): JWTPayload {
  const readable = Object.entries(attributes).filter(([name]) => isReadable(client, name));
  return Object.fromEntries(readable.map(([name, value]) => [name, claimOf(name, value)]));
}

/** Attributes are text; claims have the types of OpenID Connect Core 1.0, section 5.1. */
function claimOf(name: string, value: string): unknown {
  if (name === 'identities') return JSON.parse(value);
  if (name === 'address') return { formatted: value };
  if (name === 'updated_at' && /^\d+$/.test(value)) return Number(value);
  return name.endsWith('_verified') ? value === 'true' : value;
}
