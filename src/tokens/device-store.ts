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
  set(owner: DeviceOwner, device: RememberedDevice): Promise<void>;
  delete(owner: DeviceOwner): Promise<void>;
}
