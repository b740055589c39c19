import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  AdminUpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Device, deviceFrom } from '../account/devices.js';
import { type Pages, pages } from '../pool/pages.js';
import type { CallOptions, ServiceConnection } from '../pool/service-connection.js';
import type { UserKey } from './user-key.js';

type DeviceOfUser = UserKey & { readonly DeviceKey: string };

/** AdminListDevices. */
export const devicesOfUser = (
  pool: ServiceConnection,
  user: UserKey,
  { pageSize, ...call }: CallOptions & { readonly pageSize: number },
): Pages<Device> =>
  pages(async PaginationToken => {
    const input = { ...user, Limit: pageSize, PaginationToken };
    const output = await pool.call(AdminListDevicesCommand, input, call);
    return { items: (output.Devices ?? []).map(deviceFrom), nextToken: output.PaginationToken };
  });

/** AdminGetDevice. */
export async function deviceOfUser(
  pool: ServiceConnection,
  device: DeviceOfUser,
  options?: CallOptions,
): Promise<Device> {
  const output = await pool.call(AdminGetDeviceCommand, device, options);
  return deviceFrom(output.Device ?? { DeviceKey: device.DeviceKey });
}

/** AdminUpdateDeviceStatus. */
export async function updateDeviceOfUser(
  pool: ServiceConnection,
  device: DeviceOfUser,
  remembered: boolean,
  options?: CallOptions,
): Promise<void> {
  const input = {
    ...device,
    DeviceRememberedStatus: remembered ? ('remembered' as const) : ('not_remembered' as const),
  };
  await pool.call(AdminUpdateDeviceStatusCommand, input, options);
}

/** AdminForgetDevice. */
export async function forgetDeviceOfUser(
  pool: ServiceConnection,
  device: DeviceOfUser,
  options?: CallOptions,
): Promise<void> {
  await pool.call(AdminForgetDeviceCommand, device, options);
}
