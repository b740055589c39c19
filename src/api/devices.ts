import type { DeviceType } from '@aws-sdk/client-cognito-identity-provider';

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

/** Cognito's name for whether a device may stand in for the second factor. */
export const rememberedStatus = (remembered: boolean) =>
  remembered ? ('remembered' as const) : ('not_remembered' as const);
