import { createHash } from 'node:crypto';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { CognitoException, notAuthorized } from '../internal/exception.js';
import { randomRefreshToken, randomUuid } from '../internal/random.js';
import { type ClientRecord, rotatesRefreshTokens, validitySeconds } from './clients.js';

/** One completed sign-in, from which every later token of the family stems. */
export interface UserSessionRecord {
  /** `origin_jti` of all its tokens. */
  readonly id: string;
  readonly eventId: string;
  readonly username: string;
  readonly clientId: string;
  /** The tracked device that signed in. */
  readonly deviceKey?: string;
  /** Seconds since the epoch: `auth_time`, which refreshing does not change. */
  readonly authTime: number;
  /** Milliseconds since the epoch; rotation does not move it. */
  readonly refreshExpiresAt: number;
  readonly revoked: boolean;
  /** When its tokens were last renewed, in milliseconds since the epoch. */
  readonly renewedAt?: number;
}

/** A refresh token that was handed out. Kept by its hash, as the token itself is as good as a password. */
export interface RefreshTokenRecord {
  readonly userSessionId: string;
  /** When rotation replaced it, in milliseconds since the epoch. */
  readonly supersededAt?: number;
}

/** Sign-ins and their refresh tokens: what can be revoked, and what rotates. */
export class UserSessions {
  readonly #byEvent = new Map<string, string>();

  constructor(
    private readonly records: Map<string, UserSessionRecord>,
    private readonly refreshTokens: Map<string, RefreshTokenRecord>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    for (const { eventId, id } of records.values()) this.#byEvent.set(eventId, id);
  }

  begin(username: string, client: ClientRecord, deviceKey?: string): UserSessionRecord {
    const userSession: UserSessionRecord = {
      id: randomUuid(this.random),
      eventId: randomUuid(this.random),
      username,
      clientId: client.ClientId,
      ...(deviceKey !== undefined && { deviceKey }),
      authTime: Math.floor(this.now() / 1000),
      refreshExpiresAt: this.now() + validitySeconds(client, 'RefreshToken') * 1000,
      revoked: false,
    };
    this.records.set(userSession.id, userSession);
    this.#byEvent.set(userSession.eventId, userSession.id);
    return userSession;
  }

  issueRefreshToken(userSession: UserSessionRecord): string {
    const token = randomRefreshToken(this.random);
    this.refreshTokens.set(fingerprint(token), { userSessionId: userSession.id });
    return token;
  }

  /** The sign-in that a token belongs to, by its `event_id`: `origin_jti` is absent where revocation is off. */
  findByEvent(eventId: string): UserSessionRecord | undefined {
    return this.records.get(this.#byEvent.get(eventId) ?? '');
  }

  /** Whose refresh token it is, whatever its state. */
  findByRefreshToken(token: string): UserSessionRecord | undefined {
    return this.records.get(this.refreshTokens.get(fingerprint(token))?.userSessionId ?? '');
  }

  /**
   * The sign-in behind a refresh token that is good now.
   * @throws NotAuthorizedException, or RefreshTokenReuseException once rotation's grace is over.
   */
  redeem(token: string, client: ClientRecord): UserSessionRecord {
    const userSession = this.findByRefreshToken(token);
    if (!userSession || userSession.clientId !== client.ClientId)
      throw notAuthorized('Invalid Refresh Token.');
    if (userSession.revoked) throw notAuthorized('Refresh Token has been revoked');
    if (userSession.refreshExpiresAt <= this.now()) throw notAuthorized('Refresh Token has expired');
    const supersededAt = this.refreshTokens.get(fingerprint(token))?.supersededAt;
    const graceMs = (client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000;
    if (supersededAt !== undefined && supersededAt + graceMs <= this.now())
      throw new CognitoException(
        'RefreshTokenReuseException',
        'Refresh Token has been invalidated by rotation',
      );
    return userSession;
  }

  /** The refresh token that takes the place of `token`, for clients that rotate. */
  rotate(token: string, userSession: UserSessionRecord, client: ClientRecord): string | undefined {
    if (!rotatesRefreshTokens(client)) return undefined;
    const key = fingerprint(token);
    this.refreshTokens.set(key, {
      supersededAt: this.now(),
      ...this.refreshTokens.get(key),
      userSessionId: userSession.id,
    });
    return this.issueRefreshToken(userSession);
  }

  revoke(userSession: UserSessionRecord): void {
    this.records.set(userSession.id, { ...userSession, revoked: true });
  }

  /** Notes that tokens were renewed now. */
  recordRenewal(userSession: UserSessionRecord): void {
    this.records.set(userSession.id, { ...userSession, renewedAt: this.now() });
  }

  /** The user's sign-ins that can still renew their tokens, oldest first. */
  activeOf(username: string): UserSessionRecord[] {
    const now = this.now();
    return [...this.records.values()].filter(
      userSession =>
        userSession.username === username && !userSession.revoked && userSession.refreshExpiresAt > now,
    );
  }

  revokeAllOf(username: string): void {
    for (const userSession of this.records.values())
      if (userSession.username === username) this.revoke(userSession);
  }
}

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('base64url');
