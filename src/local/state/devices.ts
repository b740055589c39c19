import type { Clock, RandomSource } from '../../internal/seams.js';
import type { SrpVerifier } from '../../srp/server.js';
import { CognitoException, invalidParameter, notFound } from '../internal/exception.js';
import { randomDeviceGroupKey, randomUuid } from '../internal/random.js';
import { groupKeys, type KeyGroups } from './key-groups.js';
import type { Records } from './records.js';
import { DAY_MS, forgottenAfter, Sweeper } from './sweep.js';
import type { UserRecord } from './user-record.js';

/** A device that a user signed in from. */
export interface DeviceRecord {
  /** `{region}_{uuid}`. */
  readonly key: string;
  /** Takes the pool's place when the device proves itself. */
  readonly groupKey: string;
  /** Whose it is. A user who is deleted and created again has another `sub`, and no devices. */
  readonly sub: string;
  /** What ConfirmDevice leaves of its password. Absent before it: the device is only a key that was issued. */
  readonly secret?: SrpVerifier;
  readonly name?: string;
  /** Whether it may stand in for the second factor. */
  readonly remembered: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authenticatedAt: number;
}

/** A device that was confirmed. */
export type ConfirmedDevice = DeviceRecord & { readonly secret: SrpVerifier };

const isConfirmed = (device: DeviceRecord | undefined): device is ConfirmedDevice =>
  device?.secret !== undefined;

/** The tracked devices of one pool, by key. */
export class Devices {
  readonly sweeper: Sweeper<DeviceRecord>;
  readonly #bySub: KeyGroups;

  constructor(
    private readonly records: Records<DeviceRecord>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    // A new device is confirmed by the access token that it came with, or never.
    this.sweeper = new Sweeper(records, device =>
      isConfirmed(device) ? undefined : forgottenAfter(device.createdAt + DAY_MS),
    );
    this.#bySub = groupKeys(records, ({ sub }) => sub);
  }

  /** A new device, which the client has to confirm before it counts. */
  begin({ sub }: UserRecord, region: string): DeviceRecord {
    const now = this.now();
    const key = `${region}_${randomUuid(this.random)}`;
    const times = { createdAt: now, modifiedAt: now, authenticatedAt: now };
    return this.#save({ key, groupKey: randomDeviceGroupKey(this.random), sub, remembered: false, ...times });
  }

  /**
   * Gives a new device its secret.
   *
   * @throws InvalidParameterException for a key that is not this user's, DeviceKeyExistsException for a second time.
   */
  confirm(
    user: UserRecord,
    key: string,
    confirmed: Pick<ConfirmedDevice, 'secret' | 'remembered'> & { readonly name?: string },
  ): void {
    const device = this.records.get(key);
    if (!device || device.sub !== user.sub) throw invalidParameter('Invalid device key given.');
    if (isConfirmed(device))
      throw new CognitoException('DeviceKeyExistsException', 'Device already exists with the given key.');
    this.#save({ ...device, ...confirmed, modifiedAt: this.now() });
  }

  /** The user's device by this key, if it was confirmed. */
  find({ sub }: UserRecord, key: string): ConfirmedDevice | undefined {
    const device = this.records.get(key);
    return isConfirmed(device) && device.sub === sub ? device : undefined;
  }

  /** As {@link find}. @throws ResourceNotFoundException `Device does not exist.`, which clients match exactly. */
  require(user: UserRecord, key: string): ConfirmedDevice {
    const device = this.find(user, key);
    if (!device)
      throw notFound('Device does not exist.', {
        expected: `the key of a confirmed device of ${user.username}`,
        sent: key,
      });
    return device;
  }

  /**
   * Refuses a key that a client sent and the user has no confirmed device by: clients drop the device then, and try
   * once more without it.
   * @throws ResourceNotFoundException `Device does not exist.`
   */
  refuseUnknown(user: UserRecord, key: string | undefined): void {
    if (key !== undefined) this.require(user, key);
  }

  /** The user's confirmed devices, oldest first. */
  ofUser({ sub }: UserRecord): ConfirmedDevice[] {
    return this.#bySub.of(sub).flatMap(key => [this.records.get(key)].filter(isConfirmed));
  }

  /** @param status Left out: as it was. */
  remember(device: DeviceRecord, status: 'remembered' | 'not_remembered' | undefined): void {
    const remembered = status === undefined ? device.remembered : status === 'remembered';
    this.#save({ ...device, remembered, modifiedAt: this.now() });
  }

  recordSignIn(device: DeviceRecord): void {
    this.#save({ ...device, authenticatedAt: this.now() });
  }

  forget({ key }: DeviceRecord): void {
    this.records.delete(key);
  }

  forgetAllOf({ sub }: UserRecord): void {
    for (const key of this.#bySub.of(sub)) this.records.delete(key);
  }

  #save(device: DeviceRecord): DeviceRecord {
    this.records.set(device.key, device);
    return device;
  }
}
