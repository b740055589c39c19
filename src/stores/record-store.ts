import { inspect } from 'node:util';
import * as v from 'valibot';
import { nonEmpty } from '../internal/options.js';
import type { DeviceOwner, DeviceStore, RememberedDevice } from '../tokens/device-store.js';
import type { SessionKey, TokenStore } from '../tokens/store.js';
import { tokenData } from '../tokens/token-data.js';
import type { TokenData } from '../tokens/token-set.js';
import type { RecordStorage } from './record-storage.js';
import { Records } from './records.js';

const rememberedDevice = v.strictObject({
  deviceKey: nonEmpty,
  deviceGroupKey: nonEmpty,
  devicePassword: nonEmpty,
});

/** Sessions, and beside them remembered devices, in one storage. */
export abstract class RecordStore implements TokenStore {
  readonly #storage: RecordStorage;
  readonly #sessions: Records<TokenData>;
  readonly #devices: DeviceStore;

  constructor(storage: RecordStorage) {
    this.#storage = storage;
    this.#sessions = new Records(storage, 'session', tokenData);
    this.#devices = new RecordedDevices(storage);
  }

  /** The remembered devices that are kept in the same place. */
  get devices(): DeviceStore {
    return this.#devices;
  }

  /** @throws {StoreCorruptError} when the stored session cannot be read; its contents are kept aside. */
  async get(key: SessionKey): Promise<TokenData | undefined> {
    return this.#sessions.get(sessionOwner(key));
  }

  async set(key: SessionKey, tokens: TokenData): Promise<void> {
    await this.#sessions.set(sessionOwner(key), tokens);
  }

  async delete(key: SessionKey): Promise<void> {
    await this.#sessions.delete(sessionOwner(key));
  }

  async withLock<T>(key: SessionKey, work: () => Promise<T>): Promise<T> {
    return this.#storage.withLock(this.#sessions.nameOf(sessionOwner(key)), work);
  }

  toJSON(): Readonly<Record<string, string>> {
    return this.#storage.description;
  }

  [inspect.custom](): string {
    return `${this.constructor.name} ${inspect(this.toJSON())}`;
  }
}

class RecordedDevices implements DeviceStore {
  readonly #records: Records<RememberedDevice>;

  constructor(storage: RecordStorage) {
    this.#records = new Records(storage, 'device', rememberedDevice);
  }

  async get(owner: DeviceOwner): Promise<RememberedDevice | undefined> {
    return this.#records.get([owner.userPoolId, owner.username]);
  }

  async set(owner: DeviceOwner, device: RememberedDevice): Promise<void> {
    await this.#records.set([owner.userPoolId, owner.username], device);
  }

  async delete(owner: DeviceOwner): Promise<void> {
    await this.#records.delete([owner.userPoolId, owner.username]);
  }
}

const sessionOwner = ({ userPoolId, clientId, username }: SessionKey) => [userPoolId, clientId, username];
