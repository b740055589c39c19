import type { TokenData } from './token-set.js';

/** Whose session: one person at one app client of one pool. */
export interface SessionKey {
  readonly userPoolId: string;
  readonly clientId: string;
  /** The username as the application knows it: the one that was typed. */
  readonly username: string;
}

/** How to store a session. */
export interface StoreSetOptions {
  /** The store may forget the session after this time. Page sessions set it, as their browsers may never come back. */
  readonly expiresInSeconds?: number | undefined;
}

/**
 * Where sessions outlive a process. Implement it over any storage; `portcullis` brings one in memory, one in files
 * and one in Redis.
 *
 * `set` and `delete` compare and write in one step, so that a process that was stopped for a while can neither write
 * over a newer sign-in nor bring back a session that was signed out. What they expect is what `get` returned, unchanged:
 * `UPDATE … WHERE tokens = $expected`. `undefined` expects that nothing is there, or nothing that can be read.
 */
export interface TokenStore {
  /**
   * By how many milliseconds `get` may miss what another process wrote, as over a copy that follows later. A session that
   * was refused is read again for this long, since another process may have renewed it. Absent where `get` misses nothing.
   */
  readonly lateByMs?: number | undefined;
  get(key: SessionKey): Promise<TokenData | undefined>;
  /**
   * Stores `tokens` in place of `expected`. Must not resolve before they would survive a crash: rotation makes the old
   * ones worthless.
   *
   * @returns False, with nothing changed, when something else than `expected` is stored.
   */
  set(
    key: SessionKey,
    tokens: TokenData,
    expected: TokenData | undefined,
    options?: StoreSetOptions,
  ): Promise<boolean>;
  /**
   * Deletes `expected`.
   *
   * @returns False, with nothing changed, when something else is stored.
   */
  delete(key: SessionKey, expected: TokenData | undefined): Promise<boolean>;
  /**
   * Runs `work` while no other user of the store runs work for the same key, in this process or another.
   * `work`'s result or error is the result. A holder that died may delay others only for a stated time.
   *
   * The lock spares renewals; what is stored does not depend on it.
   *
   * @param signal Ends the wait for the lock: who asked for it has given up.
   */
  withLock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}
