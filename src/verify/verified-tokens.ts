import { sha256 } from './cryptography.js';
import type { Keys } from './keys.js';
import type { Principal } from './principal.js';
import type { Requirements } from './requirements.js';
import type { RevocationState } from './revocation.js';

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
  /** What was last said of its being revoked. */
  revocation: RevocationState | undefined;
}

/** Verified tokens under their SHA-256, so that no token is kept in memory. The least recently used go first. */
export class VerifiedTokens {
  readonly #size: number;
  readonly #entries = new Map<string, VerifiedToken>();
  /** The last of the entries, which need not move. */
  #latest: string | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  /** The name under which a token is kept. */
  nameOf(token: string): string | Promise<string> {
    return this.#size === 0 ? '' : sha256(token);
  }

  get(name: string): VerifiedToken | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined || name === this.#latest) return entry;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#latest = name;
    return entry;
  }

  /** Remembers a token, and returns it; the one that is there already where it was verified twice at once. */
  keep(name: string, entry: VerifiedToken): VerifiedToken {
    if (this.#size === 0) return entry;
    const earlier = this.get(name);
    if (earlier) return earlier;
    this.#entries.set(name, entry);
    this.#latest = name;
    if (this.#entries.size > this.#size) this.#forgetOldest();
    return entry;
  }

  #forgetOldest(): void {
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest as string);
  }
}
