import { type CallOptions, checkCallOptions } from '../api/call-options.js';
import { type Device, deviceFrom, rememberedStatus } from '../api/devices.js';
import { type Pages, pages } from '../api/pages.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, text } from '../internal/options.js';
import { DeviceConfirmation } from '../person/confirm-device.js';
import type { Person } from '../person/person.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import * as O from './options.js';
import { OwnSession } from './own-session.js';

/** What a person does with the devices that the pool tracks for them. */
export class OwnDevices extends OwnSession {
  readonly #person: Person;

  constructor(person: Person) {
    super(person);
    this.#person = person;
  }

  /** The devices that the pool tracks for the signed-in user (ListDevices), fetched as they are read. */
  listDevices(options?: CallOptions): Pages<Device> {
    const call = checkCallOptions(options);
    return pages(async PaginationToken => {
      const output = await this.#person.call('ListDevices', { Limit: 60, PaginationToken }, call);
      return { items: (output.Devices ?? []).map(deviceFrom), nextToken: output.PaginationToken };
    });
  }

  /** One tracked device (GetDevice). Default: the one that this session was signed in with. */
  async getDevice(deviceKey?: string, options?: CallOptions): Promise<Device> {
    const DeviceKey = this.#device(deviceKey);
    const output = await this.#person.call('GetDevice', { DeviceKey }, options);
    return deviceFrom(output.Device ?? { DeviceKey });
  }

  /**
   * Confirms a device by hand (ConfirmDevice). With a device store a sign-in does this by itself.
   *
   * @returns The device's secrets, which sign it in once a device store holds them. They are kept nowhere else.
   */
  async confirmDevice(options: O.ConfirmDeviceOptions = {}): Promise<RememberedDevice> {
    const { newDevice, name, ...call } = check(O.confirmDeviceOptions, options, 'options');
    const metadata = newDevice ?? this.#person.newDevice;
    if (!metadata)
      throw new InvalidOptionError(
        'options.newDevice',
        'is missing: no sign-in here gave an unconfirmed device',
      );
    const time = this.#person.time(call);
    const AccessToken = await this.#person.token('accessToken', time);
    const confirmation = new DeviceConfirmation(this.#person.pool, metadata);
    const { device } = await confirmation.run({ AccessToken, name, time });
    if (metadata === this.#person.newDevice) this.#person.newDevice = undefined;
    return device;
  }

  /** Makes a device replace the second factor, or be tracked and no more (UpdateDeviceStatus). */
  async updateDeviceStatus(options: O.DeviceStatusOptions): Promise<void> {
    const { deviceKey, remembered, ...call } = check(O.deviceStatusOptions, options, 'options');
    const input = {
      DeviceKey: this.#device(deviceKey),
      DeviceRememberedStatus: rememberedStatus(remembered),
    };
    await this.#person.call('UpdateDeviceStatus', input, call);
  }

  /** Stops tracking a device (ForgetDevice), and drops its secrets here if it is this session's. */
  async forgetDevice(deviceKey?: string, options?: CallOptions): Promise<void> {
    const { session, devices } = this.#person;
    const DeviceKey = this.#device(deviceKey);
    const time = this.#person.time(options);
    await this.#person.call('ForgetDevice', { DeviceKey }, time);
    const { tokens } = session;
    const named = this.#person.named();
    if (tokens?.deviceKey === DeviceKey && devices)
      await time.wait(() => devices.drop(DeviceKey, named, tokens.username ?? named));
  }

  #device(deviceKey = this.#person.session.tokens?.deviceKey): string {
    if (deviceKey === undefined)
      throw new InvalidOptionError('deviceKey', 'is missing, and this session has no tracked device');
    return text(deviceKey, 'deviceKey');
  }
}
