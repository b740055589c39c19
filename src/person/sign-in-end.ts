import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallTime } from '../api/call-time.js';
import { mayPass } from '../api/retry.js';
import { PortcullisError } from '../errors/base.js';
import { ConnectionError } from '../errors/connection.js';
import { StoreError } from '../errors/store.js';
import { VerificationUnavailableError } from '../errors/token.js';
import { tokensFrom } from '../tokens/authentication-result.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import type { CompleteTokenSet, TokenSet } from '../tokens/token-set.js';
import { DeviceConfirmation, type NewDevice } from './confirm-device.js';
import type { PersonPool } from './pool.js';
import { revokeQuietly } from './renewal.js';
import { verifiedAsIssued } from './token-time.js';
import type { TrackedDevices } from './tracked-devices.js';

/** The end of a sign-in: what Cognito gave, and the device that it was given for. */
export interface SignedIn {
  readonly result: AuthenticationResultType;
  readonly device: RememberedDevice | undefined;
}

/** Who takes the tokens of a sign-in. */
interface Taker {
  readonly pool: PersonPool;
  readonly devices: TrackedDevices | undefined;
}

/** Tokens of a sign-in, before they are of use: they have to be verified, and their device confirmed. */
export class SignInEnd {
  readonly tokens: CompleteTokenSet;
  readonly newDevice: NewDevice | undefined;
  readonly #taker: Taker;
  readonly #confirmation: DeviceConfirmation | undefined;
  #running: Promise<void> | undefined;
  #isUsable = false;
  /** Sign-ins before this one that were not finished. */
  readonly #before: readonly SignInEnd[];

  constructor(taker: Taker, { result, device }: SignedIn, before: SignInEnd | undefined) {
    this.#taker = taker;
    this.#before = before ? [...before.#before, before] : [];
    this.newDevice = result.NewDeviceMetadata;
    const deviceKey = device?.deviceKey ?? this.newDevice?.DeviceKey;
    this.tokens = tokensFrom(result, taker.pool.api.address, deviceKey);
    this.#confirmation = this.newDevice && new DeviceConfirmation(taker.pool, this.newDevice);
  }

  /** Whether the tokens are verified and their device is confirmed. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Does what is left of the sign-in, once for all who wait. After a failure it may be tried again. */
  async finish(work: () => Promise<void>): Promise<void> {
    this.#running ??= work().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** Verifies the tokens and confirms their device. */
  async makeUsable(typed: string, time: CallTime): Promise<void> {
    const { pool, devices } = this.#taker;
    await verifiedAsIssued(pool.api, this.tokens, () => pool.assertGenuine(this.tokens));
    if (this.#confirmation) await devices?.confirm(this.#confirmation, this.tokens, { typed, time });
    this.#isUsable = true;
  }

  /** Ends the session at the pool, if that can be done, and those of the sign-ins before: no one has their tokens. */
  async revoke(): Promise<void> {
    await Promise.all([revokeQuietly(this.#taker.pool.api, this.tokens), this.revokeBefore()]);
  }

  /** Ends the sessions of the sign-ins before. A store that was late may have kept one of them in place of this one. */
  async revokeBefore(kept?: TokenSet): Promise<void> {
    const over = this.#before.filter(({ tokens }) => tokens.refreshToken !== kept?.refreshToken);
    await Promise.all(over.map(({ tokens }) => revokeQuietly(this.#taker.pool.api, tokens)));
  }
}

/** Whether what kept tokens from being of use may pass. Anything else stands: a refusal, or tokens that are not genuine. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof PortcullisError) || mayPass(error)) return true;
  return [ConnectionError, StoreError, VerificationUnavailableError].some(kind => error instanceof kind);
}
