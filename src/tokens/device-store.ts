/** A device that the pool tracks and this program can sign in with. Secret. */
export interface RememberedDevice {
  readonly deviceKey: string;
  readonly deviceGroupKey: string;
  /** Made when the device was confirmed. The pool knows only a verifier of it. */
  readonly devicePassword: string;
}

/** Whose device: one user of one pool, on this machine. */
export interface DeviceOwner {
  readonly userPoolId: string;
  /** The stored username, or the alias that the person types: a device is kept under both. */
  readonly username: string;
}

/** Where the secrets of tracked devices outlive a process. */
export interface DeviceStore {
  get(owner: DeviceOwner): Promise<RememberedDevice | undefined>;
  /** Stores a newly confirmed device in place of any other. */
  set(owner: DeviceOwner, device: RememberedDevice): Promise<void>;
  /** Deletes the record if it is that of this device: another process may have confirmed a new one meanwhile. */
  delete(owner: DeviceOwner, deviceKey: string): Promise<void>;
}
