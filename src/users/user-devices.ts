import type { CallOptions } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { type Device, deviceFrom, rememberedStatus } from '../api/devices.js';
import { type Pages, pages } from '../api/pages.js';
import type { UserKey } from './user-key.js';

type DeviceOfUser = UserKey & { readonly DeviceKey: string };

/** AdminListDevices. */
export const devicesOfUser = (
  pool: CognitoApi,
  user: UserKey,
  { pageSize, ...call }: CallOptions & { readonly pageSize: number },
): Pages<Device> =>
  pages(async PaginationToken => {
    const input = { ...user, Limit: pageSize, PaginationToken };
    const output = await pool.call('AdminListDevices', input, call);
    return { items: (output.Devices ?? []).map(deviceFrom), nextToken: output.PaginationToken };
  });

/** AdminGetDevice. */
export async function deviceOfUser(
  pool: CognitoApi,
  device: DeviceOfUser,
  options?: CallOptions,
): Promise<Device> {
  const output = await pool.call('AdminGetDevice', device, options);
  return deviceFrom(output.Device ?? { DeviceKey: device.DeviceKey });
}

/** AdminUpdateDeviceStatus. */
export async function updateDeviceOfUser(
  pool: CognitoApi,
  device: DeviceOfUser,
  remembered: boolean,
  options?: CallOptions,
): Promise<void> {
  const input = { ...device, DeviceRememberedStatus: rememberedStatus(remembered) };
  await pool.call('AdminUpdateDeviceStatus', input, options);
}

/** AdminForgetDevice. */
export async function forgetDeviceOfUser(
  pool: CognitoApi,
  device: DeviceOfUser,
  options?: CallOptions,
): Promise<void> {
  await pool.call('AdminForgetDevice', device, options);
}
