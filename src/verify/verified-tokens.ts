import { hash } from 'node:crypto';
import type { Keys } from './keys.js';
import type { Principal } from './principal.js';
import type { Requirements } from './requirements.js';

/** A token whose signature held, and what the checks that are made every time need. */
export interface VerifiedToken {
  /** As the token says it. All checks look here, so that a claims schema cannot bend them. */
  readonly genuine: Principal;
  /** What the caller gets. */
  readonly principal: Principal;
  /** The keys that signed it. */
  readonly keys: Keys;
  /** What its pool's entry in the options asks for. */
  readonly requirements: Requirements;
  /** Until when, in epoch milliseconds, it need not be asked again whether it was revoked. */
  notRevokedUntil: number;
}

/** Verified tokens under their SHA-256, so that no token is kept in memory. The least recently used go first. */
export class VerifiedTokens {
  readonly #size: number;
  readonly #entries = new Map<string, VerifiedToken>();

  constructor(size: number) {
    this.#size = size;
  }

  /** The name under which a token is kept. Binary, as the encodings cost as much as the hash. */
  nameOf(token: string): string {
    return this.#size === 0 ? '' : hash('sha256', token, 'binary');
  }

  get(name: string): VerifiedToken | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    return entry;
  }

  set(name: string, entry: VerifiedToken): void {
    if (this.#size === 0) return;
    this.#entries.set(name, entry);
    if (this.#entries.size <= this.#size) return;
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest as string);
  }
}
