import {
  ConfirmDeviceCommand,
  type DeviceType,
  ForgetDeviceCommand,
  GetDeviceCommand,
  ListDevicesCommand,
  type NewDeviceMetadataType,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import { pages } from '../pool/pages.js';
import { createDeviceSecret } from '../srp/device.js';
import type { RememberedDevice } from '../tokens/device-store.js';

/** A device that the pool tracks for a user. */
export interface Device {
  readonly deviceKey: string;
  readonly name: string | undefined;
  readonly lastIpAddress: string | undefined;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
  readonly authenticatedAt: Date | undefined;
  /** By Cognito's names. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function deviceFrom(device: DeviceType): Device {
  const attributes = Object.fromEntries(
    (device.DeviceAttributes ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
  );
  return {
    deviceKey: device.DeviceKey ?? '',
    name: attributes.device_name,
    lastIpAddress: attributes.last_ip_used,
    createdAt: device.DeviceCreateDate,
    modifiedAt: device.DeviceLastModifiedDate,
    authenticatedAt: device.DeviceLastAuthenticatedDate,
    attributes,
  };
}

/**
 * ConfirmDevice: gives a new device its secret and tells the pool the verifier. Only the secret can sign the device
 * in later, so keep what this returns.
 *
 * @returns The device, and whether the user still has to agree that it be remembered.
 */
export async function confirmDevice(
  pool: PoolConnection,
  accessToken: string,
  { DeviceKey: deviceKey = '', DeviceGroupKey: deviceGroupKey = '' }: NewDeviceMetadataType,
  name: string,
  options?: CallOptions,
): Promise<{ readonly device: RememberedDevice; readonly confirmationNecessary: boolean }> {
  const { password, salt, verifier } = createDeviceSecret({
    deviceGroupKey,
    deviceKey,
    random: pool.config.random,
  });
  const { UserConfirmationNecessary: confirmationNecessary = false } = await pool.call(
    ConfirmDeviceCommand,
    {
      AccessToken: accessToken,
      DeviceKey: deviceKey,
      DeviceName: name,
      DeviceSecretVerifierConfig: { Salt: salt, PasswordVerifier: verifier },
    },
    options,
  );
  return { device: { deviceKey, deviceGroupKey, devicePassword: password }, confirmationNecessary };
}

/** UpdateDeviceStatus: whether the device may stand in for the second factor. */
export async function updateDeviceStatus(
  pool: PoolConnection,
  accessToken: string,
  { deviceKey, remembered }: { readonly deviceKey: string; readonly remembered: boolean },
  options?: CallOptions,
): Promise<void> {
  await pool.call(
    UpdateDeviceStatusCommand,
    {
      AccessToken: accessToken,
      DeviceKey: deviceKey,
      DeviceRememberedStatus: remembered ? 'remembered' : 'not_remembered',
    },
    options,
  );
}

/** GetDevice. */
export async function getDevice(
  pool: PoolConnection,
  accessToken: string,
  deviceKey: string,
  options?: CallOptions,
): Promise<Device> {
  const { Device } = await pool.call(
    GetDeviceCommand,
    { AccessToken: accessToken, DeviceKey: deviceKey },
    options,
  );
  return deviceFrom(Device ?? { DeviceKey: deviceKey });
}

/** ForgetDevice. */
export async function forgetDevice(
  pool: PoolConnection,
  accessToken: string,
  deviceKey: string,
  options?: CallOptions,
): Promise<void> {
  await pool.call(ForgetDeviceCommand, { AccessToken: accessToken, DeviceKey: deviceKey }, options);
}

/** ListDevices, page after page as they are asked for. */
export function listDevices(pool: PoolConnection, accessToken: () => Promise<string>, options?: CallOptions) {
  return pages(async (PaginationToken?: string) => {
    const input = { AccessToken: await accessToken(), Limit: 60, PaginationToken };
    const output = await pool.call(ListDevicesCommand, input, options);
    return { items: (output.Devices ?? []).map(deviceFrom), nextToken: output.PaginationToken };
  });
}
