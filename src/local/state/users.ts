import type { Clock } from '../../internal/seams.js';
import { userDoesNotExist } from '../exception.js';
import type { MfaFactor, PoolSettings } from './settings.js';

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

export interface PasswordFailures {
  readonly count: number;
  readonly lastAt: number;
}

/** One person. Plain data; every change makes a new record and goes through {@link Users.save}. */
export interface UserRecord {
  /** The name that the service calls the user by: a UUID in pools that sign in by e-mail or phone number. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Everything but `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly password?: SrpPassword;
  readonly groups: readonly string[];
  readonly softwareToken?: SoftwareToken;
  /** The secret of an authenticator that was handed out and not yet proved. */
  readonly pendingSoftwareToken?: string;
  /** The second factors that are switched on. */
  readonly mfa: readonly MfaFactor[];
  readonly preferredMfa?: MfaFactor;
  readonly failures?: PasswordFailures;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The users of one pool, found by username, `sub` or sign-in alias. */
export class Users {
  readonly #bySub = new Map<string, string>();
  readonly #byAlias = new Map<string, string>();

  constructor(
    private readonly records: Map<string, UserRecord>,
    private readonly settings: () => PoolSettings,
    private readonly now: Clock,
  ) {
    for (const user of records.values()) this.#index(user);
  }

  /** By the names that sign a user in: username or alias. */
  findForSignIn(name: string): UserRecord | undefined {
    const key = this.#fold(name);
    return this.records.get(key) ?? this.records.get(this.#byAlias.get(key) ?? '');
  }

  findBySub(sub: string): UserRecord | undefined {
    return this.records.get(this.#bySub.get(sub) ?? '');
  }

  /** Administrators may name a user by username, alias or `sub`. @throws UserNotFoundException */
  require(name: string): UserRecord {
    const user = this.findForSignIn(name) ?? this.findBySub(name);
    if (!user) throw userDoesNotExist();
    return user;
  }

  /** Whether `name`, as somebody typed it, is this user's own username and not an alias. */
  isUsernameOf(user: UserRecord, name: string): boolean {
    return this.#fold(user.username) === this.#fold(name);
  }

  /** The user who signs in by this value of an alias attribute. */
  findByAlias(value: string): UserRecord | undefined {
    return this.records.get(this.#byAlias.get(this.#fold(value)) ?? '');
  }

  /** Adds or replaces, and returns what was saved. */
  save(user: UserRecord): UserRecord {
    const key = this.#fold(user.username);
    const previous = this.records.get(key);
    if (previous) this.#unindex(previous);
    this.records.set(key, user);
    this.#index(user);
    return user;
  }

  /** Saves `user` with `changes`, which count as a modification that administrators can see. */
  change(user: UserRecord, changes: Partial<UserRecord>): UserRecord {
    return this.save({ ...user, ...changes, modifiedAt: this.now() });
  }

  all(): UserRecord[] {
    return [...this.records.values()];
  }

  #fold(name: string): string {
    return this.settings().CaseSensitive ? name : name.toLowerCase();
  }

  #index(user: UserRecord): void {
    const key = this.#fold(user.username);
    this.#bySub.set(user.sub, key);
    for (const alias of this.#aliasesOf(user)) this.#byAlias.set(alias, key);
  }

  #unindex(user: UserRecord): void {
    const key = this.#fold(user.username);
    this.#bySub.delete(user.sub);
    for (const alias of this.#aliasesOf(user)) {
      if (this.#byAlias.get(alias) === key) this.#byAlias.delete(alias);
    }
  }

  /** `UsernameAttributes` count even unverified; alias e-mails and phone numbers only once verified. */
  #aliasesOf({ attributes }: UserRecord): string[] {
    const { UsernameAttributes, AliasAttributes } = this.settings();
    const verified = AliasAttributes.filter(
      name => name === 'preferred_username' || attributes[`${name}_verified`] === 'true',
    );
    return [...UsernameAttributes, ...verified].flatMap(name => {
      const value = attributes[name];
      return value ? [this.#fold(value)] : [];
    });
  }
}
