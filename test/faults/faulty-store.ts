import type { TokenStore } from 'portcullis';
import type { Draw } from './draw.js';

/** What the store of an application throws. */
export class StoreFault extends Error {}

/** A store that fails at times, or answers only when it is healed, and remembers what it was given to keep. */
export class FaultyStore {
  /** Every access token and id token that was kept. */
  readonly kept = new Set<string>();
  readonly store: TokenStore;
  failures = 0;
  readonly #draw: Draw;
  #probability = 0;
  #healed: Promise<void>;
  #heal = (): void => {};

  constructor(inner: TokenStore, draw: Draw) {
    this.#draw = draw;
    this.#healed = new Promise(resolve => {
      this.#heal = resolve;
    });
    this.store = new Proxy(inner, { get: (target, name) => this.#method(target, name as keyof TokenStore) });
  }

  worsen(probability: number): void {
    this.#probability = probability;
  }

  heal(): void {
    this.#probability = 0;
    this.#heal();
  }

  #method(target: TokenStore, name: keyof TokenStore): unknown {
    const method = target[name] as unknown;
    if (typeof method !== 'function') return method;
    return async (...args: unknown[]) => {
      const fault = this.#draw.chance(this.#probability) ? this.#draw.pick(FAULTS) : undefined;
      if (fault) this.failures++;
      if (fault === 'hangs') await this.#healed;
      if (fault === 'fails') throw new StoreFault('the disk of the store is full');
      const result = await method.apply(target, args);
      if (result !== false) this.#remember([...args, result]);
      if (fault === 'fails after') throw new StoreFault('the store went away');
      return result;
    };
  }

  #remember(args: readonly unknown[]): void {
    for (const arg of args)
      for (const field of ['accessToken', 'idToken']) {
        const token = Object(arg)[field];
        if (typeof token === 'string') this.kept.add(token);
      }
  }
}

const FAULTS = ['fails', 'fails', 'fails after', 'hangs'] as const;
