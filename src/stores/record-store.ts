import { INSPECT } from '../internal/inspect.js';
import type { DeviceOwner, DeviceStore, RememberedDevice } from '../tokens/device-store.js';
import type { SessionKey, StoreSetOptions, TokenStore } from '../tokens/store.js';
import { isSame, tokenData } from '../tokens/token-data.js';
import type { TokenData } from '../tokens/token-set.js';
import type { RecordStorage } from './record-storage.js';
import { Records } from './records.js';
import { rememberedDevice } from './remembered-device.js';

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

  async set(
    key: SessionKey,
    tokens: TokenData,
    expected: TokenData | undefined,
    { expiresInSeconds }: StoreSetOptions = {},
  ): Promise<boolean> {
    const isExpected = (stored: TokenData | undefined) => isSame(stored, expected);
    return this.#sessions.replace(sessionOwner(key), tokens, isExpected, expiresInSeconds);
  }

  async delete(key: SessionKey, expected: TokenData | undefined): Promise<boolean> {
    return this.#sessions.replace(sessionOwner(key), undefined, stored => isSame(stored, expected));
  }

  async withLock<T>(key: SessionKey, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#storage.withLock(this.#sessions.nameOf(sessionOwner(key)), work, signal);
  }

  toJSON(): Readonly<Record<string, string>> {
    return this.#storage.description;
  }

  [INSPECT](_depth: number, _options: object, inspect: (value: object) => string): string {
    return `${this.constructor.name} ${inspect(this.toJSON())}`;
  }
}

class RecordedDevices implements DeviceStore {
  readonly #records: Records<RememberedDevice>;

  constructor(storage: RecordStorage) {
    this.#records = new Records(storage, 'device', rememberedDevice);
  }

  async get(owner: DeviceOwner): Promise<RememberedDevice | undefined> {
    return this.#records.get(deviceOwner(owner));
  }

  async set(owner: DeviceOwner, device: RememberedDevice): Promise<void> {
    // The latest device is as good as any other, so this tries until no other process comes between.
    while (!(await this.#records.replace(deviceOwner(owner), device, () => true)));
  }

  async delete(owner: DeviceOwner, deviceKey: string): Promise<void> {
    await this.#records.replace(deviceOwner(owner), undefined, stored => stored?.deviceKey === deviceKey);
  }
}

const deviceOwner = ({ userPoolId, username }: DeviceOwner) => [userPoolId, username];
const sessionOwner = ({ userPoolId, clientId, username }: SessionKey) => [userPoolId, clientId, username];
