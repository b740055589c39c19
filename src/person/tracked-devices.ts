import type { CallTime } from '../api/call-time.js';
import { rememberedStatus } from '../api/devices.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import type { CompleteTokenSet } from '../tokens/token-set.js';
import type { DeviceConfirmation } from './confirm-device.js';
import type { DeviceOptions } from './options.js';
import type { PersonPool } from './pool.js';

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
   * Confirms the device that came with new tokens. Its secrets are stored when all else went well, so that after a failure
   * no sign-in names a device that was half made known.
   */
  async confirm(
    confirmation: DeviceConfirmation,
    { username, accessToken: AccessToken }: CompleteTokenSet,
    { typed, time }: { readonly typed: string; readonly time: CallTime },
  ): Promise<void> {
    const { name, remember = false } = this.#options;
    const { device, mayBeRemembered } = await confirmation.run({ AccessToken, name, time });
    const DeviceRememberedStatus = rememberedStatus(true);
    const status = { AccessToken, DeviceKey: device.deviceKey, DeviceRememberedStatus };
    if (mayBeRemembered && remember) await this.#pool.api.call('UpdateDeviceStatus', status, time.left);
    for (const owner of new Set([username, typed])) await this.#options.store.set(this.#owner(owner), device);
  }

  #owner(username: string) {
    return { userPoolId: this.#pool.api.config.userPoolId, username };
  }
}
