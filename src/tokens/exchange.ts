import type { TokenSet } from './token-set.js';

/** Exchanges the refresh token for new tokens within a time. It never stores anything. */
export type Renew = (tokens: TokenSet, timeoutMs: number) => Promise<TokenSet>;

/** New tokens for old ones. */
export interface Exchange {
  readonly of: TokenSet;
  readonly result: Promise<TokenSet>;
}

/**
 * The exchange of tokens that runs, or whose tokens the store does not have yet. Rotation spends the tokens before them,
 * so new ones must not be lost: who comes next with the same tokens gets what the pool gives, or gave.
 */
export class PendingExchange {
  readonly #renew: Renew;
  readonly #timeoutMs: number;
  #pending: Exchange | undefined;

  constructor({ renew, timeoutMs }: { readonly renew: Renew; readonly timeoutMs: number }) {
    this.#renew = renew;
    this.#timeoutMs = timeoutMs;
  }

  /** It has a time of its own: to break off a request that spends the refresh token helps no one. */
  begin(tokens: TokenSet, leftMs: number): Exchange {
    const pending = this.#pending;
    if (pending && pending.of.accessToken === tokens.accessToken) return pending;
    const exchange = { of: tokens, result: this.#renew(tokens, Math.max(this.#timeoutMs, leftMs)) };
    exchange.result.catch(() => this.end(exchange));
    this.#pending = exchange;
    return exchange;
  }

  /** The new tokens are stored, or there are none. */
  end(exchange: Exchange | undefined = this.#pending): void {
    if (this.#pending === exchange) this.#pending = undefined;
  }
}
