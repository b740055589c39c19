import { VerificationUnavailableError } from '../../errors/token.js';
import { within } from '../../internal/within.js';
import type { SessionKey, TokenStore } from '../../tokens/store.js';
import type { TokenData } from '../../tokens/token-set.js';

/** A store that answers in time or fails, and whose records end by themselves. */
export class LimitedStore implements TokenStore {
  constructor(
    private readonly store: TokenStore,
    private readonly timeoutMs: number,
    private readonly expiresInSeconds: number,
  ) {}

  get(key: SessionKey): Promise<TokenData | undefined> {
    return this.#limited(() => this.store.get(key));
  }

  set(key: SessionKey, tokens: TokenData, expected: TokenData | undefined): Promise<boolean> {
    const { expiresInSeconds } = this;
    return this.#limited(() => this.store.set(key, tokens, expected, { expiresInSeconds }));
  }

  delete(key: SessionKey, expected: TokenData | undefined): Promise<boolean> {
    return this.#limited(() => this.store.delete(key, expected));
  }

  /** Without a limit: a holder may take long for good reasons. Who waits for a renewal has a limit. */
  withLock<T>(key: SessionKey, work: () => Promise<T>): Promise<T> {
    return this.store.withLock(key, work);
  }

  #limited<T>(work: () => Promise<T>): Promise<T> {
    return within(this.timeoutMs, work, () => late('the store', this.timeoutMs));
  }
}

/** What did not answer in time. */
export const late = (what: string, timeoutMs: number): VerificationUnavailableError =>
  new VerificationUnavailableError(new Error(`${what} did not answer within ${timeoutMs} ms`));
