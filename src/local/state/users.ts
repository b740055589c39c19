import type { Clock } from '../../internal/seams.js';
import { userDoesNotExist } from '../internal/exception.js';
import { OrderedKeys, type Page, type PageQuery } from './ordered-keys.js';
import type { PoolSettings } from './settings.js';
import { matchesFilter, type UserFilter } from './user-filter.js';
import type { UserRecord } from './user-record.js';
import { ValueIndex } from './value-index.js';

export type UsersQuery = Pick<PageQuery<UserRecord>, 'limit' | 'token'>;

/** The users of one pool, found by username, `sub` or sign-in alias. */
export class Users {
  readonly #bySub = new Map<string, string>();
  readonly #byAlias = new Map<string, string>();
  readonly #byValue = new ValueIndex();
  readonly #keys = new OrderedKeys();
  readonly #members = new Map<string, OrderedKeys>();

  constructor(
    private readonly records: Map<string, UserRecord>,
    private readonly settings: () => PoolSettings,
    private readonly now: Clock,
  ) {
    for (const [key, user] of records) {
      this.#index(user);
      this.#enlist(key, [], user.groups);
    }
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

  /** Whether `name`, as it was typed, is this user's own username and not an alias. */
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
    this.#enlist(key, previous?.groups ?? [], user.groups);
    return user;
  }

  /** Forgets the user. What others keep of them, such as tokens, is for the caller to end. */
  remove(user: UserRecord): void {
    const key = this.#fold(user.username);
    this.#unindex(user);
    this.records.delete(key);
    this.#keys.delete(key);
    this.#enlist(key, user.groups, []);
  }

  /** Saves `user` with `changes`, which count as a modification that administrators can see. */
  change(user: UserRecord, changes: Partial<UserRecord>): UserRecord {
    return this.save({ ...user, ...changes, modifiedAt: this.now() });
  }

  all(): UserRecord[] {
    return [...this.records.values()];
  }

  /** A page of the users that match the filter, in the order in which they were added. */
  page(query: UsersQuery, filter?: UserFilter): Page<UserRecord> {
    if (!filter) return this.#keys.page({ ...query, read: key => this.records.get(key) });
    const matches = matchesFilter(filter);
    const read = (key: string) => [this.records.get(key)].find(user => user && matches(user));
    const among = filter.prefix ? undefined : this.#byValue.find(filter.name, filter.value);
    return this.#keys.page({ ...query, among, read });
  }

  /** A page of the users in a group, in the order in which they joined. */
  pageOfMembers(group: string, query: UsersQuery): Page<UserRecord> {
    const members = this.#members.get(group) ?? new OrderedKeys();
    return members.page({ ...query, read: key => this.records.get(key) });
  }

  /** All users in a group. */
  membersOf(group: string): UserRecord[] {
    return (this.#members.get(group)?.keys() ?? []).flatMap(key => this.records.get(key) ?? []);
  }

  /** Keeps the lists of users and of each group's members up to date. */
  #enlist(key: string, before: readonly string[], after: readonly string[]): void {
    if (this.records.has(key)) this.#keys.add(key);
    if (before === after) return;
    for (const group of before) if (!after.includes(group)) this.#members.get(group)?.delete(key);
    for (const group of after) {
      const members = this.#members.get(group) ?? new OrderedKeys();
      members.add(key);
      this.#members.set(group, members);
    }
  }

  #fold(name: string): string {
    return this.settings().CaseSensitive ? name : name.toLowerCase();
  }

  #index(user: UserRecord): void {
    const key = this.#fold(user.username);
    this.#bySub.set(user.sub, key);
    this.#byValue.add(key, user);
    for (const alias of this.#aliasesOf(user)) {
      // An alias stays one user's until it is released, even where another user has the same contact.
      if (!this.#byAlias.has(alias)) this.#byAlias.set(alias, key);
    }
  }

  #unindex(user: UserRecord): void {
    const key = this.#fold(user.username);
    this.#bySub.delete(user.sub);
    this.#byValue.delete(key, user);
    for (const alias of this.#aliasesOf(user)) {
      if (this.#byAlias.get(alias) === key) this.#byAlias.delete(alias);
    }
  }

  #aliasesOf(user: UserRecord): string[] {
    const { attributes } = user;
    return aliasNamesOf(user, this.settings()).flatMap(name => {
      const value = attributes[name];
      return value ? [this.#fold(value)] : [];
    });
  }
}

/**
 * The attributes by which this user may sign in. `UsernameAttributes` count from the start; aliases once they are
 * the user's own: contacts when they are verified, a preferred username when the account is confirmed.
 */
export function aliasNamesOf(
  { attributes, status }: Pick<UserRecord, 'attributes' | 'status'>,
  { UsernameAttributes, AliasAttributes }: PoolSettings,
): string[] {
  const owned = AliasAttributes.filter(name =>
    name === 'preferred_username' ? status !== 'UNCONFIRMED' : attributes[`${name}_verified`] === 'true',
  );
  return [...UsernameAttributes, ...owned];
}
