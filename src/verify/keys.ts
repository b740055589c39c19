import { InvalidTokenError } from '../errors/token.js';
import type { SigningKey } from './cryptography.js';
import type { KeySet } from './key-set.js';

/** Where a pool's signing keys come from. */
export interface Keys {
  /** Whether the keys at hand may be used without asking for them again. */
  current(): boolean;
  /**
   * The key named `kid`; at once when it is at hand, which is nearly always.
   *
   * @throws {InvalidTokenError} when there is no such key.
   * @throws {KeysUnavailableError} when the keys are unavailable.
   */
  find(kid: string): SigningKey | Promise<SigningKey>;
  /** Makes sure that the keys are at hand. */
  preload(): Promise<void>;
}

/** Keys that were given and never change. */
export class StaticKeys implements Keys {
  readonly #keys: KeySet;

  constructor(keys: KeySet) {
    this.#keys = keys;
  }

  current(): boolean {
    return true;
  }

  find(kid: string): SigningKey {
    return this.#keys.get(kid) ?? unknownKey(kid);
  }

  async preload(): Promise<void> {}
}

/** @throws {InvalidTokenError} always. */
export function unknownKey(kid: string): never {
  throw new InvalidTokenError('the token is signed with a key that its issuer does not have', {
    mismatch: { claim: 'kid', expected: "one of the issuer's keys", actual: kid },
  });
}
