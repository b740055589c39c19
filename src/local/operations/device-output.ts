import type { DeviceType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import type { ConfirmedDevice } from '../state/devices.js';
import { regionOf } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';

/** The wire's `DeviceType`, as lists show it. */
function deviceType(device: ConfirmedDevice): DeviceType {
  const attributes = {
    device_status: 'valid',
    ...(device.name !== undefined && { device_name: device.name }),
    last_ip_used: '127.0.0.1',
  };
  return {
    DeviceKey: device.key,
    DeviceAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: new Date(device.createdAt),
    DeviceLastModifiedDate: new Date(device.modifiedAt),
    DeviceLastAuthenticatedDate: new Date(device.authenticatedAt),
  };
}

/** One device with all that the service says of it. @throws ResourceNotFoundException `Device does not exist.` */
export function deviceDetails(
  { devices, settings }: Pool,
  user: UserRecord,
  key: string,
): { Device: DeviceType } {
  const device = devices.require(user, key);
  const pool = settings();
  const owner = `${user.username}.${pool.Id}`;
  const more = {
    'dev:device_arn': `arn:aws:cognito-idp:${regionOf(pool)}:000000000000:owner/${owner}/device/${key}`,
    'dev:device_owner': owner,
    'dev:device_remembered_status': device.remembered ? 'remembered' : 'not_remembered',
    'dev:device_sdk': 'aws-sdk',
  };
  const { DeviceAttributes = [], ...type } = deviceType(device);
  const details = Object.entries(more).map(([Name, Value]) => ({ Name, Value }));
  return { Device: { ...type, DeviceAttributes: [...DeviceAttributes, ...details] } };
}

interface PageRequest {
  readonly Limit?: number | undefined;
  readonly PaginationToken?: string | undefined;
}

const LARGEST_PAGE = 60;

/**
 * A page of the user's devices. The token is the key of the last device of the page before.
 * @throws InvalidParameterException for a token that is none.
 */
export function devicePage({ devices }: Pool, user: UserRecord, { Limit, PaginationToken }: PageRequest) {
  const all = devices.ofUser(user);
  const start = PaginationToken === undefined ? 0 : all.findIndex(({ key }) => key === PaginationToken) + 1;
  if (PaginationToken !== undefined && start === 0) throw invalidParameter('Invalid pagination token given.');
  const page = all.slice(start, start + (Limit || LARGEST_PAGE));
  const last = page.at(-1);
  return {
    Devices: page.map(deviceType),
    ...(last && start + page.length < all.length && { PaginationToken: last.key }),
  };
}
