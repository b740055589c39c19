import { refusal } from '../../../helpers/sdk.js';
import {
  aDate,
  aString,
  attribute,
  deviceMissing,
  invalid,
  type Rows,
  userMissing,
  violates,
} from './row.js';
import { confirmedDevice, newDevice, type World } from './world.js';

const strange = { DeviceKey: 'eu-west-1_00000000-0000-4000-8000-000000000000' };
const listed = {
  DeviceKey: aString,
  DeviceAttributes: [
    attribute('device_status', 'valid'),
    attribute('device_name', 'Laptop'),
    attribute('last_ip_used', '127.0.0.1'),
  ],
  DeviceCreateDate: aDate,
  DeviceLastModifiedDate: aDate,
  DeviceLastAuthenticatedDate: aDate,
};
const shown = {
  ...listed,
  DeviceAttributes: [
    ...listed.DeviceAttributes,
    attribute('dev:device_arn', aString),
    attribute('dev:device_owner', aString),
    attribute('dev:device_remembered_status', 'remembered'),
    attribute('dev:device_sdk', aString),
  ],
};
const tooLong = violates('limit', 'Member must have value less than or equal to 60');
const noPage = invalid('Invalid pagination token given.');
const wrongStatus = violates(
  'deviceRememberedStatus',
  'Member must satisfy enum value set: [remembered, not_remembered]',
);

/** How an administrator names a device of Ada's. */
async function adasDevice(world: World) {
  const { DeviceKey } = await confirmedDevice(world);
  return { UserPoolId: world.UserPoolId, Username: 'ada', DeviceKey };
}

const expectGone = ({ sdk, AccessToken }: World, DeviceKey: string | undefined) =>
  expect(sdk.getDevice({ AccessToken, DeviceKey })).rejects.toMatchObject(deviceMissing);

async function expectForgotten({ sdk, AccessToken }: World, DeviceKey: string | undefined) {
  const { Device } = await sdk.getDevice({ AccessToken, DeviceKey });
  expect(Device?.DeviceAttributes).toContainEqual(
    attribute('dev:device_remembered_status', 'not_remembered'),
  );
}

/** The devices that a user signs in from. */
export const deviceRows = {
  ConfirmDevice: {
    access: 'token',
    input: async world => ({ ...(await newDevice(world)).confirmation, DeviceName: 'Laptop' }),
    output: { UserConfirmationNecessary: false },
    effect: async ({ sdk, AccessToken }, { input }) => {
      const { Device } = await sdk.getDevice({ AccessToken, DeviceKey: input.DeviceKey });
      expect(Device).toEqual(shown);
    },
    again: refusal('DeviceKeyExistsException', aString),
    refusals: () => [
      [strange, invalid('Invalid device key given.')],
      [{ DeviceSecretVerifierConfig: undefined }, invalid()],
    ],
  },
  GetDevice: {
    access: 'token',
    input: confirmedDevice,
    output: { Device: shown },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[strange, deviceMissing]],
  },
  ListDevices: {
    access: 'token',
    input: async world => {
      await confirmedDevice(world);
      const { AccessToken } = await confirmedDevice(world);
      return { AccessToken, Limit: 1 };
    },
    output: { Devices: [listed], PaginationToken: aString },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [
      [{ Limit: 61 }, tooLong],
      [{ PaginationToken: 'nonsense' }, noPage],
    ],
  },
  UpdateDeviceStatus: {
    access: 'token',
    input: async world => ({
      ...(await confirmedDevice(world)),
      DeviceRememberedStatus: 'not_remembered',
    }),
    output: {},
    effect: (world, { input }) => expectForgotten(world, input.DeviceKey),
    again: 'answered',
    refusals: () => [
      [strange, deviceMissing],
      [{ DeviceRememberedStatus: 'forgotten' as never }, wrongStatus],
    ],
  },
  ForgetDevice: {
    access: 'token',
    input: confirmedDevice,
    output: {},
    effect: (world, { input }) => expectGone(world, input.DeviceKey),
    again: deviceMissing,
    refusals: () => [[strange, deviceMissing]],
  },
  AdminGetDevice: {
    access: 'iam',
    input: adasDevice,
    output: { Device: shown },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [
      [strange, deviceMissing],
      [{ Username: 'una' }, deviceMissing],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
  AdminListDevices: {
    access: 'iam',
    input: async world => {
      await confirmedDevice(world);
      const { UserPoolId, Username } = await adasDevice(world);
      return { UserPoolId, Username, Limit: 1 };
    },
    output: { Devices: [listed], PaginationToken: aString },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [
      [{ Limit: 61 }, tooLong],
      [{ PaginationToken: 'nonsense' }, noPage],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
  AdminUpdateDeviceStatus: {
    access: 'iam',
    input: async world => ({ ...(await adasDevice(world)), DeviceRememberedStatus: 'not_remembered' }),
    output: {},
    effect: (world, { input }) => expectForgotten(world, input.DeviceKey),
    again: 'answered',
    refusals: () => [
      [strange, deviceMissing],
      [{ Username: 'nobody' }, userMissing],
      [{ DeviceRememberedStatus: 'forgotten' as never }, wrongStatus],
    ],
  },
  AdminForgetDevice: {
    access: 'iam',
    input: adasDevice,
    output: {},
    effect: (world, { input }) => expectGone(world, input.DeviceKey),
    again: deviceMissing,
    refusals: () => [
      [strange, deviceMissing],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
} satisfies Rows;
