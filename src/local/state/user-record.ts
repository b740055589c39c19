import type { PasswordHash } from './password-hash.js';
import type { MfaFactor } from './settings.js';

export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'RESET_REQUIRED'
  | 'EXTERNAL_PROVIDER';

/** What is kept of a password: never the password. Both parts are lower-case hexadecimal. */
export interface SrpPassword {
  readonly salt: string;
  readonly verifier: string;
  /** When a temporary password was set, in milliseconds since the epoch: it has to be used within days. */
  readonly temporarySince?: number;
}

/** An authenticator app that the user has proved to hold. */
export interface SoftwareToken {
  /** Base32 without padding. */
  readonly secret: string;
  readonly friendlyName?: string;
  /** Time steps whose code was spent, as far back as a code is still accepted. */
  readonly spentSteps: readonly number[];
}

/** One person. Plain data; every change makes a new record and goes through `Users.save`. */
export interface UserRecord {
  /** The name that the service calls the user by: a UUID in pools that sign in by e-mail or phone number. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Everything but `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly password?: SrpPassword;
  /** What an import brought in place of a password: a verifier follows once the password itself is sent. */
  readonly importedHash?: PasswordHash | undefined;
  /** Passwords that the user had before, the latest first; as many as the pool's policy remembers. */
  readonly formerPasswords?: readonly SrpPassword[];
  readonly groups: readonly string[];
  readonly softwareToken?: SoftwareToken;
  /** The secret of an authenticator that was handed out and not yet proved. */
  readonly pendingSoftwareToken?: string;
  /** The second factors that are switched on. */
  readonly mfa: readonly MfaFactor[];
  readonly preferredMfa?: MfaFactor;
  readonly createdAt: number;
  readonly modifiedAt: number;
}
