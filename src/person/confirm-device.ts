import type { CallTime } from '../api/call-time.js';
import { mayHaveSucceeded } from '../api/repetition.js';
import { DeviceKeyExistsError } from '../errors/service.js';
import { type DeviceSecret, newDeviceSecret } from '../srp/client-steps.js';

import { inTime } from '../srp/platform.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import type { PersonPool } from './pool.js';

/** A device that came with new tokens, as Cognito answers it: `AuthenticationResult.NewDeviceMetadata`. */
export interface NewDevice {
  readonly DeviceKey?: string | undefined;
  readonly DeviceGroupKey?: string | undefined;
}

/** The result of ConfirmDevice. */
interface ConfirmedDevice {
  readonly device: RememberedDevice;
  /** The pool leaves it to the user whether the device replaces the second factor. */
  readonly mayBeRemembered: boolean;
}

/** ConfirmDevice: gives a device its secret and tells the pool the verifier. It may be run again after a failure. */
export class DeviceConfirmation {
  readonly #pool: Pick<PersonPool, 'api' | 'srp'>;
  readonly #newDevice: NewDevice;
  /** One for all runs: the pool may have the verifier of an earlier one. */
  #secret: DeviceSecret | undefined;
  #mayBeDone = false;

  constructor(pool: Pick<PersonPool, 'api' | 'srp'>, newDevice: NewDevice) {
    this.#pool = pool;
    this.#newDevice = newDevice;
  }

  async run(of: {
    readonly AccessToken: string;
    readonly name: string | undefined;
    readonly time: CallTime;
  }): Promise<ConfirmedDevice> {
    const { DeviceKey: deviceKey = '', DeviceGroupKey: deviceGroupKey = '' } = this.#newDevice;
    const { api, srp } = this.#pool;
    const { random } = api.config;
    this.#secret ??= await inTime(newDeviceSecret(await srp, { deviceGroupKey, deviceKey, random }));
    const { password, salt, verifier } = this.#secret;
    const DeviceSecretVerifierConfig = { Salt: salt, PasswordVerifier: verifier };
    const { AccessToken, name, time } = of;
    const input = { AccessToken, DeviceKey: deviceKey, DeviceName: name, DeviceSecretVerifierConfig };
    const { UserConfirmationNecessary } = await api
      .call('ConfirmDevice', input, time.left)
      .catch(error => this.#unlessDoneBefore(error));
    this.#mayBeDone = true;
    // Not said where the answer was lost; to say once more that it is remembered does no harm.
    return {
      device: { deviceKey, deviceGroupKey, devicePassword: password },
      mayBeRemembered: UserConfirmationNecessary ?? true,
    };
  }

  #unlessDoneBefore(error: unknown): { readonly UserConfirmationNecessary?: boolean } {
    if (this.#mayBeDone && error instanceof DeviceKeyExistsError) return {};
    this.#mayBeDone ||= mayHaveSucceeded(error);
    throw error;
  }
}
