import { detached } from '../internal/bytes.js';
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

/** How much of a token's end is kept only as its hash: 258 bits of its signature. */
const HIDDEN = 43;

interface Entry {
  /** What stands before the end, as it is. */
  readonly beginning: string;
  readonly verified: VerifiedToken;
}

/**
 * Verified tokens under the SHA-256 of their end, so that no memory holds a token that could be used: to guess 258 bits of
 * a signature is as hard as to guess a key. To hash all of a token would cost a request more than the rest of its guard.
 * The beginning is compared as it is, which takes longer the more of it is right; whoever measures that learns about
 * claims that they wrote themselves. The least recently used go first.
 */
export class VerifiedTokens {
  readonly #size: number;
  readonly #entries = new Map<string, Entry>();
  /** The last of the entries, which need not move. */
  #latest: string | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  /** The name under which a token is kept. */
  nameOf(token: string): string | Promise<string> {
    return this.#size === 0 ? '' : sha256(token.slice(-HIDDEN));
  }

  get(name: string, token: string): VerifiedToken | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined || token.slice(0, -HIDDEN) !== entry.beginning) return undefined;
    if (name === this.#latest) return entry.verified;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#latest = name;
    return entry.verified;
  }

  /** Remembers a token, and returns it; the one that is there already where it was verified twice at once. */
  keep(name: string, token: string, verified: VerifiedToken): VerifiedToken {
    if (this.#size === 0) return verified;
    const earlier = this.get(name, token);
    if (earlier) return earlier;
    this.#entries.set(name, { beginning: detached(token.slice(0, -HIDDEN)), verified });
    this.#latest = name;
    if (this.#entries.size > this.#size) this.#forgetOldest();
    return verified;
  }

  #forgetOldest(): void {
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest as string);
  }
}
