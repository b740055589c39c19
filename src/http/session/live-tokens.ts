import { hash } from 'node:crypto';
import { endsSession } from '../../errors/ends-session.js';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { NotSignedInError } from '../../errors/not-signed-in.js';
import { StoreCorruptError } from '../../errors/store.js';
import { InvalidTokenError, VerificationUnavailableError } from '../../errors/token.js';
import type { Clock } from '../../internal/seams.js';
import { within } from '../../internal/within.js';
import { decodeUnverified, type JsonObject } from '../../tokens/decode.js';
import { Session, type SessionParts } from '../../tokens/session.js';
import type { RevokeOutcome } from '../../tokens/sign-out.js';
import type { SessionKey, TokenStore } from '../../tokens/store.js';
import { TokenSet } from '../../tokens/token-set.js';
import { ExpiringStore } from './expiring-store.js';
import type { SessionPool, SessionRevocations } from './options.js';
import { RecentSessions } from './recent-sessions.js';
import type { SessionState } from './state.js';

/** What tokens are kept and renewed with. */
export interface LiveTokensParts {
  readonly pool: SessionPool;
  readonly store?: TokenStore | undefined;
  readonly clock: Clock;
  readonly renewBeforeExpiryMs: number;
  readonly revocations: SessionRevocations;
  readonly timeoutMs: number;
  /** How long a cookie can lead to a session. */
  readonly idleSeconds: number;
  /** What the sessions of this application are called in the store. */
  readonly name: string;
}

/** No access or id token lives longer. */
const LONGEST_TOKEN_SECONDS = 86_400;

/** The tokens of all sessions, wherever they are kept: renewed in time, once for all who ask. */
export class LiveTokens {
  readonly #parts: LiveTokensParts;
  readonly #recent: RecentSessions;

  constructor(parts: LiveTokensParts) {
    const { store, idleSeconds } = parts;
    // A session in use is renewed, and so written, once in a token's life.
    const lifetimeSeconds = idleSeconds + LONGEST_TOKEN_SECONDS;
    this.#parts = { ...parts, store: store && new ExpiringStore(store, lifetimeSeconds) };
    this.#recent = new RecentSessions(parts.clock);
  }

  /** The tokens of a session as they were kept. */
  async held({ id, tokens, stored }: SessionState): Promise<TokenSet | undefined> {
    if (this.#parts.store) return stored && this.#read(id);
    return tokens && new TokenSet(tokens);
  }

  /**
   * The tokens, renewed when they are due. Undefined when the session is over.
   *
   * @throws {VerificationUnavailableError} when the pool cannot be asked and the tokens are too old to do without.
   */
  async fresh(id: string, held: TokenSet): Promise<TokenSet | undefined> {
    const session = this.#recent.get(held) ?? this.#dueSession(id, held);
    if (!session) return this.#isInForce(held) ? held : undefined;
    try {
      const fresh = await session.fresh();
      if (fresh && fresh.accessToken !== held.accessToken) this.#recent.set(fresh, session);
      return fresh;
    } catch (error) {
      if (endsSession(error) || error instanceof NotSignedInError) return undefined;
      if (error instanceof InvalidOptionError) throw error;
      const current = session.tokens ?? held;
      if (this.#isInForce(current)) return current;
      throw new VerificationUnavailableError(error);
    }
  }

  /** The tokens without a renewal, but those of one that was made here lately. */
  known(held: TokenSet): TokenSet {
    return this.#recent.get(held)?.tokens ?? held;
  }

  /** Whether tokens are renewed by the next that asks. */
  isDue(held: TokenSet): boolean {
    const { renewBeforeExpiryMs, clock } = this.#parts;
    return held.refreshToken !== undefined && held.expiresWithin(renewBeforeExpiryMs, clock());
  }

  /** Whether the session was signed out, or its sign-in, its tokens or its user is on the list. */
  async isListed(id: string, tokens: TokenSet): Promise<boolean> {
    const { revocations } = this.#parts;
    const ids = [nameOf(id), ...signInOf(tokens), tokens.sub].filter(each => each !== undefined);
    try {
      return await this.#inTime(async () => revocations.hasAny(ids));
    } catch (error) {
      throw new VerificationUnavailableError(error);
    }
  }

  /** Keeps the tokens of a sign-in, and says what the cookie has to hold for it. */
  async keep(id: string, tokens: TokenSet): Promise<Pick<SessionState, 'tokens' | 'stored'>> {
    await new Session(this.#sessionParts()).keep(tokens, this.#keyOf(id)).catch(async error => {
      // No cookie leads to them: the visitor signs in again.
      await this.#revoke(tokens).catch(() => {});
      throw new VerificationUnavailableError(error);
    });
    return this.#parts.store ? { stored: true } : { tokens: tokens.data };
  }

  /**
   * Puts an end to a session whose browser has other tokens now: those of another sign-in, which leave its refresh token
   * to nobody, or renewed ones of the same, which only leave its place in the store.
   */
  async replace(id: string, held: TokenSet, next: TokenSet): Promise<void> {
    const [before, after] = [held, next].map(tokens => claimsOf(tokens).origin_jti);
    if (before !== undefined && after !== undefined && before !== after) await this.end(id, held);
    else if (this.#parts.store) await new Session(this.#sessionParts()).clear(this.#keyOf(id));
  }

  /** Ends a session: for copies of its cookie, at the pool if it can be reached, and here in any case. */
  async end(id: string, held: TokenSet): Promise<RevokeOutcome> {
    const session = this.#recent.get(held) ?? this.#session(id, held);
    const problem = await this.#list(id, held, LONGEST_TOKEN_SECONDS);
    try {
      const outcome = await this.#revoke(held);
      // The refresh token lives on, and a copy of the cookie with it.
      if (!outcome.revoked) await this.#list(id, held, this.#parts.idleSeconds + LONGEST_TOKEN_SECONDS);
      return outcome.revoked && problem ? { revoked: false, error: problem } : outcome;
    } finally {
      // No cookie leads any more to what a store that failed may still hold.
      await session.drop().catch(() => {});
    }
  }

  /** @returns What prevented it. */
  async #list(
    id: string,
    tokens: TokenSet,
    forSeconds: number,
  ): Promise<VerificationUnavailableError | undefined> {
    const { revocations } = this.#parts;
    try {
      for (const listed of [nameOf(id), ...signInOf(tokens)])
        await this.#inTime(() => revocations.add(listed, { forSeconds }));
      return undefined;
    } catch (error) {
      return new VerificationUnavailableError(error, 'the sign-out could not be written to the list');
    }
  }

  #inTime<T>(work: () => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#parts;
    const late = () => new Error(`the revocation list did not answer within ${timeoutMs} ms`);
    return within(timeoutMs, work, late);
  }

  #dueSession(id: string, held: TokenSet): Session | undefined {
    if (!this.isDue(held)) return undefined;
    const session = this.#session(id, held);
    this.#recent.set(held, session);
    return session;
  }

  #session(id: string, held: TokenSet): Session {
    const session = new Session(this.#sessionParts());
    session.adopt(held, this.#keyOf(id), { stored: this.#parts.store !== undefined });
    return session;
  }

  #sessionParts(): SessionParts {
    const { clock, renewBeforeExpiryMs, store, pool, timeoutMs } = this.#parts;
    const { address } = pool.api;
    return {
      renew: tokens => pool.renew(tokens),
      revoke: tokens => this.#revoke(tokens).catch(() => {}),
      now: clock,
      renewBeforeExpiryMs,
      store,
      timeoutMs,
      address,
    };
  }

  async #revoke(tokens: TokenSet): Promise<RevokeOutcome> {
    if (!tokens.refreshToken) return { revoked: false, error: new NotSignedInError('refreshToken') };
    return await this.#parts.pool.revoke(tokens.refreshToken);
  }

  async #read(id: string): Promise<TokenSet | undefined> {
    try {
      return await new Session(this.#sessionParts()).restore(this.#keyOf(id));
    } catch (error) {
      if (error instanceof StoreCorruptError || error instanceof InvalidTokenError) return undefined;
      throw new VerificationUnavailableError(error);
    }
  }

  #isInForce(tokens: TokenSet): boolean {
    return !tokens.expiresWithin(0, this.#parts.clock());
  }

  /** Ids are unique by themselves; the rest keeps applications apart that share a store. */
  #keyOf(id: string): SessionKey {
    return { userPoolId: 'cookie-session', clientId: this.#parts.name, username: id };
  }
}

const nameOf = (id: string): string => `session-${hash('sha256', id, 'base64url')}`;

/** What lists call the sign-in that tokens come from: the same over all its renewals, where the app client says so. */
function signInOf(tokens: TokenSet): readonly string[] {
  const { origin_jti, jti } = claimsOf(tokens);
  return [origin_jti ?? jti].filter(claim => typeof claim === 'string');
}

function claimsOf({ accessToken, idToken }: TokenSet): JsonObject {
  const token = accessToken ?? idToken;
  return token === undefined ? {} : decodeUnverified(token).payload;
}
