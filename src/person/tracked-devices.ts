import type { CallTime } from '../api/call-time.js';
import { rememberedStatus } from '../api/devices.js';
import { PortcullisError } from '../errors/base.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import type { CompleteTokenSet } from '../tokens/token-set.js';
import { confirmDevice, type NewDevice } from './confirm-device.js';
import type { DeviceOptions } from './options.js';
import type { PersonPool } from './pool.js';

/** The session is not kept: without its device Cognito would not refresh it. */
const SIGN_IN_AGAIN =
  'The sign-in was right, but its new device could not be made known, without which the session could not be refreshed. Sign in again.';

/** Confirms new devices and keeps their secrets, under the stored username and under the alias that was typed. */
export class TrackedDevices {
  readonly #pool: Pick<PersonPool, 'api' | 'srp'>;
  readonly #options: DeviceOptions;

  constructor(pool: Pick<PersonPool, 'api' | 'srp'>, options: DeviceOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  async find(username: string): Promise<RememberedDevice | undefined> {
    return await this.#options.store.get(this.#owner(username));
  }

  async drop(deviceKey: string, ...usernames: readonly string[]): Promise<void> {
    for (const username of new Set(usernames))
      await this.#options.store.delete(this.#owner(username), deviceKey);
  }

  /**
   * Confirms the device that came with new tokens, if one did. Its secrets are stored when all else went well, so that
   * after a failure the next sign-in gets a new device, and not one that was half made known.
   */
  async confirm(
    metadata: NewDevice | undefined,
    tokens: CompleteTokenSet,
    { typed, time }: { readonly typed: string; readonly time: CallTime },
  ): Promise<RememberedDevice | undefined> {
    if (!metadata) return undefined;
    try {
      const device = await this.#confirm(metadata, tokens.accessToken, time);
      for (const owner of new Set([tokens.username, typed]))
        await this.#options.store.set(this.#owner(owner), device);
      return device;
    } catch (error) {
      throw error instanceof PortcullisError ? error.withAdvice(SIGN_IN_AGAIN) : error;
    }
  }

  async #confirm(metadata: NewDevice, AccessToken: string, time: CallTime): Promise<RememberedDevice> {
    const { name, remember = false } = this.#options;
    const of = { AccessToken, name, time };
    const { device, mayBeRemembered } = await confirmDevice(this.#pool, metadata, of);
    const DeviceRememberedStatus = rememberedStatus(true);
    const status = { AccessToken, DeviceKey: device.deviceKey, DeviceRememberedStatus };
    if (mayBeRemembered && remember) await this.#pool.api.call('UpdateDeviceStatus', status, time.left);
    return device;
  }

  #owner(username: string) {
    return { userPoolId: this.#pool.api.config.userPoolId, username };
  }
}
