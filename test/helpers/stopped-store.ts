import type { SessionKey, TokenData, TokenStore } from 'portcullis';

/**
 * A store as a process uses it that is stopped right before its next write, for longer than its lock lives: others work
 * meanwhile, with a lock of their own.
 */
export class StoppedStore implements TokenStore {
  #meanwhile: (() => Promise<unknown>) | undefined;

  constructor(private readonly store: TokenStore) {}

  /** Stops the next write until `work` is done. */
  stop(work: () => Promise<unknown>): void {
    this.#meanwhile = work;
  }

  get(key: SessionKey): Promise<TokenData | undefined> {
    return this.store.get(key);
  }

  async set(...change: Parameters<TokenStore['set']>): Promise<boolean> {
    await this.#wake();
    return await this.store.set(...change);
  }

  async delete(...change: Parameters<TokenStore['delete']>): Promise<boolean> {
    await this.#wake();
    return await this.store.delete(...change);
  }

  withLock<T>(_: SessionKey, work: () => Promise<T>): Promise<T> {
    return work();
  }

  async #wake(): Promise<void> {
    const meanwhile = this.#meanwhile;
    this.#meanwhile = undefined;
    await meanwhile?.();
  }
}
