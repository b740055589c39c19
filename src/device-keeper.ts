import { hostname } from 'node:os';
import type { NewDeviceMetadataType } from '@aws-sdk/client-cognito-identity-provider';
import { confirmDevice, updateDeviceStatus } from './account/devices.js';
import { PortcullisError } from './errors/base.js';
import type { PoolConnection } from './pool/connection.js';
import type { DeviceBook } from './sign-in/sign-in.js';
import type { DeviceStore, RememberedDevice } from './tokens/device-store.js';
import type { TokenSet } from './tokens/token-set.js';

/** How tracked devices are kept. */
export interface DeviceKeeping {
  readonly store: DeviceStore;
  /** What the pool calls this device. Default: the host's name. */
  readonly name?: string | undefined;
  /** Asks to remember the device where the pool leaves that to the user. Default false. */
  readonly remember?: boolean | undefined;
}

/** The session is not kept: without its device Cognito would not refresh it. */
const SIGN_IN_AGAIN =
  'The sign-in was right, but its new device could not be made known, without which the session could not be refreshed. Sign in again.';

/** Confirms new devices and keeps their secrets, under the stored username and under the alias that was typed. */
export class DeviceKeeper implements DeviceBook {
  constructor(
    private readonly pool: PoolConnection,
    private readonly keeping: DeviceKeeping,
  ) {}

  find(username: string): Promise<RememberedDevice | undefined> {
    return this.keeping.store.get(this.#owner(username));
  }

  async drop(...usernames: readonly string[]): Promise<void> {
    for (const username of new Set(usernames)) await this.keeping.store.delete(this.#owner(username));
  }

  /**
   * ConfirmDevice for the device that came with new tokens, if one did. Its secrets are stored when all else went well,
   * so that after a failure the next sign-in gets a new device, and not one that was half made known.
   */
  async confirm(
    metadata: NewDeviceMetadataType | undefined,
    tokens: TokenSet,
    typed: string,
  ): Promise<RememberedDevice | undefined> {
    if (!metadata) return undefined;
    try {
      const device = await this.#makeKnown(metadata, tokens);
      for (const owner of new Set([tokens.username, typed]))
        await this.keeping.store.set(this.#owner(owner), device);
      return device;
    } catch (error) {
      throw error instanceof PortcullisError ? error.withAdvice(SIGN_IN_AGAIN) : error;
    }
  }

  async #makeKnown(metadata: NewDeviceMetadataType, { accessToken }: TokenSet): Promise<RememberedDevice> {
    const { name = hostname(), remember = false } = this.keeping;
    const { device, confirmationNecessary } = await confirmDevice(this.pool, accessToken, metadata, name);
    if (confirmationNecessary && remember)
      await updateDeviceStatus(this.pool, accessToken, { deviceKey: device.deviceKey, remembered: true });
    return device;
  }

  #owner(username: string) {
    return { userPoolId: this.pool.config.userPoolId, username };
  }
}
