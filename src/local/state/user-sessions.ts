import { createHash } from 'node:crypto';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { CognitoException, momentOf, notAuthorized } from '../internal/exception.js';
import { randomRefreshToken, randomUuid } from '../internal/random.js';
import { type ClientRecord, rotatesRefreshTokens, validitySeconds } from './clients.js';
import { groupKeys, type KeyGroups } from './key-groups.js';
import type { Records } from './records.js';
import { DAY_MS, forgottenAfter, Sweeper } from './sweep.js';

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
  readonly revokedAt?: number;
  /** When its tokens were last renewed, in milliseconds since the epoch. */
  readonly renewedAt?: number;
  readonly feedback?: Feedback;
}

/** Whether a sign-in was the user's own. */
export interface Feedback {
  readonly value: 'Valid' | 'Invalid';
  readonly provider: 'ADMIN' | 'USER';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A refresh token that was handed out. Kept by its hash, as the token itself is as good as a password. */
export interface RefreshTokenRecord {
  readonly userSessionId: string;
  /** When rotation replaced it, in milliseconds since the epoch. */
  readonly supersededAt?: number;
}

/** Sign-ins and their refresh tokens: what can be revoked, and what rotates. */
export class UserSessions {
  readonly sweeper: Sweeper<UserSessionRecord>;
  readonly #byEvent = new Map<string, string>();
  readonly #byUser: KeyGroups;
  readonly #tokensOf: KeyGroups;

  constructor(
    private readonly records: Records<UserSessionRecord>,
    private readonly refreshTokens: Records<RefreshTokenRecord>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    this.#byUser = groupKeys(records, ({ username }) => username);
    this.#tokensOf = groupKeys(refreshTokens, ({ userSessionId }) => userSessionId);
    // Its last access token may outlive the refresh token.
    this.sweeper = new Sweeper(records, ({ revokedAt, refreshExpiresAt }) =>
      forgottenAfter((revokedAt ?? refreshExpiresAt) + DAY_MS),
    );
    records.follow((id, before, after) => {
      if (after) this.#byEvent.set(after.eventId, id);
      else if (before) this.#forgetAllOf(id, before);
    });
  }

  #forgetAllOf(id: string, { eventId }: UserSessionRecord): void {
    this.#byEvent.delete(eventId);
    for (const token of this.#tokensOf.of(id)) this.refreshTokens.delete(token);
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
      throw notAuthorized('Invalid Refresh Token.', {
        expected: `a refresh token of app client ${client.ClientId}`,
        sent: userSession ? `one of app client ${userSession.clientId}` : 'one that the pool does not know',
      });
    const { revoked, revokedAt = 0, refreshExpiresAt } = userSession;
    if (revoked)
      throw notAuthorized('Refresh Token has been revoked', {
        expected: 'a refresh token of a sign-in that counts',
        sent: `one of a sign-in that was revoked at ${momentOf(revokedAt)}`,
      });
    if (refreshExpiresAt <= this.now())
      throw notAuthorized('Refresh Token has expired', {
        expected: `a use before ${momentOf(refreshExpiresAt)}`,
        sent: `one at ${momentOf(this.now())}`,
      });
    const supersededAt = this.refreshTokens.get(fingerprint(token))?.supersededAt;
    const graceMs = (client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0) * 1000;
    if (supersededAt !== undefined && supersededAt + graceMs <= this.now())
      throw new CognitoException(
        'RefreshTokenReuseException',
        'Refresh Token has been invalidated by rotation',
        {
          expected: `the refresh token that replaced it, from ${momentOf(supersededAt + graceMs)} on`,
          sent: `the one that was replaced at ${momentOf(supersededAt)}`,
        },
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
    if (userSession.revoked) return;
    this.records.set(userSession.id, { ...userSession, revoked: true, revokedAt: this.now() });
  }

  /** Notes that tokens were renewed now. */
  recordRenewal(userSession: UserSessionRecord): void {
    this.records.set(userSession.id, { ...userSession, renewedAt: this.now() });
  }

  recordFeedback(userSession: UserSessionRecord, feedback: Omit<Feedback, 'at'>): void {
    this.records.set(userSession.id, { ...userSession, feedback: { ...feedback, at: this.now() } });
  }

  /** The user's sign-ins that can still renew their tokens, oldest first. */
  activeOf(username: string): UserSessionRecord[] {
    const now = this.now();
    return this.allOf(username).filter(({ revoked, refreshExpiresAt }) => !revoked && refreshExpiresAt > now);
  }

  revokeAllOf(username: string): void {
    for (const userSession of this.allOf(username)) this.revoke(userSession);
  }

  /** All that are remembered of the user's sign-ins, oldest first. */
  allOf(username: string): UserSessionRecord[] {
    return this.#byUser.of(username).flatMap(id => this.records.get(id) ?? []);
  }
}

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('base64url');
