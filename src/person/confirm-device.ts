import type { CallTime } from '../api/call-time.js';
import { newDeviceSecret } from '../srp/client-steps.js';
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

/** ConfirmDevice: gives the device its secret and tells the pool the verifier. */
export async function confirmDevice(
  { api, srp }: Pick<PersonPool, 'api' | 'srp'>,
  { DeviceKey: deviceKey = '', DeviceGroupKey: deviceGroupKey = '' }: NewDevice,
  of: { readonly AccessToken: string; readonly name: string | undefined; readonly time: CallTime },
): Promise<ConfirmedDevice> {
  const { AccessToken, name, time } = of;
  const secret = newDeviceSecret(await srp, { deviceGroupKey, deviceKey, random: api.config.random });
  const { password, salt, verifier } = await inTime(secret);
  const DeviceSecretVerifierConfig = { Salt: salt, PasswordVerifier: verifier };
  const { UserConfirmationNecessary } = await api.call(
    'ConfirmDevice',
    { AccessToken, DeviceKey: deviceKey, DeviceName: name, DeviceSecretVerifierConfig },
    time.left,
  );
  // Not said where the answer was lost; to say once more that it is remembered does no harm.
  return {
    device: { deviceKey, deviceGroupKey, devicePassword: password },
    mayBeRemembered: UserConfirmationNecessary ?? true,
  };
}
