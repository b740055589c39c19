import type { SessionKey, TokenStore } from '../../tokens/store.js';
import type { TokenData } from '../../tokens/token-set.js';

/** A store whose records end by themselves. */
export class ExpiringStore implements TokenStore {
  constructor(
    private readonly store: TokenStore,
    private readonly expiresInSeconds: number,
  ) {}

  get lateByMs(): number | undefined {
    return this.store.lateByMs;
  }

  get(key: SessionKey): Promise<TokenData | undefined> {
    return this.store.get(key);
  }

  set(key: SessionKey, tokens: TokenData, expected: TokenData | undefined): Promise<boolean> {
    const { expiresInSeconds } = this;
    return this.store.set(key, tokens, expected, { expiresInSeconds });
  }

  delete(key: SessionKey, expected: TokenData | undefined): Promise<boolean> {
    return this.store.delete(key, expected);
  }

  withLock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.store.withLock(key, work, signal);
  }
}
