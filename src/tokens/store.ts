import type { TokenData } from './token-set.js';

/** Whose session: one person at one app client of one pool. */
export interface SessionKey {
  readonly userPoolId: string;
  readonly clientId: string;
  /** The username as the application knows it: the one that was typed. */
  readonly username: string;
}

/**
 * Where sessions outlive a process. Implement it over any storage; `portcullis` brings one in memory, one in files
 * and one in Redis.
 */
export interface TokenStore {
  get(key: SessionKey): Promise<TokenData | undefined>;
  /** Must not resolve before the tokens would survive a crash: rotation makes the old ones worthless. */
  set(key: SessionKey, tokens: TokenData): Promise<void>;
  delete(key: SessionKey): Promise<void>;
  /**
   * Runs `work` while no other user of the store runs work for the same key, in this process or another.
   * `work`'s result or error is the result. A holder that died may delay others only for a stated time.
   */
  withLock<T>(key: SessionKey, work: () => Promise<T>): Promise<T>;
}
