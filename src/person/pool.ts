import type { UnsignedApi } from '../api/unsigned-api.js';
import type { AnyPlatform } from '../srp/platform.js';
import type { TokenStore } from '../tokens/store.js';
import type { TokenSet } from '../tokens/token-set.js';
import type { DeviceOptions } from './options.js';

/** What a person needs of their pool. Each entry that signs people in has a `UserPool` that gives it. */
export interface PersonPool {
  readonly api: UnsignedApi;
  /** Computes the proofs of SRP. Promised where it has to be loaded first. */
  readonly srp: AnyPlatform | Promise<AnyPlatform>;
  readonly store: TokenStore | undefined;
  readonly devices: DeviceOptions | undefined;
  /** How long before expiry tokens are renewed. */
  readonly renewBeforeExpiryMs: number;
  /** Begins to fetch what {@link PersonPool.assertGenuine} needs, so that the end of a sign-in does not wait for it. */
  prepare(): void;
  /**
   * Checks tokens before they are kept.
   *
   * @throws {InvalidTokenError | TokenExpiredError} when they are not the pool's, or not one person's.
   * @throws {KeysUnavailableError} when that cannot be known at the moment.
   */
  assertGenuine(tokens: TokenSet): Promise<void>;
  close(): void;
}
