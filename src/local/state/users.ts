import type { Clock } from '../../internal/seams.js';
import { userDoesNotExist } from '../internal/exception.js';
import { OrderedKeys, type Page, type PageQuery } from './ordered-keys.js';
import type { Records } from './records.js';
import type { PoolSettings } from './settings.js';
import { INDEXED, matchesFilter, type UserFilter } from './user-filter.js';
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
    private readonly records: Records<UserRecord>,
    private readonly settings: () => PoolSettings,
    private readonly now: Clock,
  ) {
    records.follow((key, before, after) => this.#index(key, before, after));
  }

  /** By the names that sign a user in: username or alias. */
  findForSignIn(name: string): UserRecord | undefined {
    const key = this.fold(name);
    return this.records.get(key) ?? this.records.get(this.#byAlias.get(key) ?? '');
  }

  findBySub(sub: string): UserRecord | undefined {
    return this.records.get(this.#bySub.get(sub) ?? '');
  }

  /** Everybody with this value, in whatever case, of an attribute that ListUsers searches. */
  *withValue(name: string, value: string): Generator<UserRecord> {
    for (const [, key] of this.#byValue.find(name, value)) {
      const user = this.records.get(key);
      if (user) yield user;
    }
  }

  /** Administrators may name a user by username, alias or `sub`. @throws UserNotFoundException */
  require(name: string): UserRecord {
    const user = this.findForSignIn(name) ?? this.findBySub(name);
    if (!user) throw userDoesNotExist(name);
    return user;
  }

  /** Whether `name`, as it was typed, is this user's own username and not an alias. */
  isUsernameOf(user: UserRecord, name: string): boolean {
    return this.fold(user.username) === this.fold(name);
  }

  /** The user who signs in by this value of an alias attribute. */
  findByAlias(value: string): UserRecord | undefined {
    return this.records.get(this.#byAlias.get(this.fold(value)) ?? '');
  }

  /** The first user of whom `matches` holds: every one is looked at. */
  search(matches: (user: UserRecord) => boolean): UserRecord | undefined {
    for (const user of this.records.values()) if (matches(user)) return user;
    return undefined;
  }

  /** Adds or replaces, and returns what was saved. */
  save(user: UserRecord): UserRecord {
    this.records.set(this.fold(user.username), user);
    return user;
  }

  /** Forgets the user. What others keep of them, such as tokens, is for the caller to end. */
  remove(user: UserRecord): void {
    this.records.delete(this.fold(user.username));
  }

  /** Saves `user` with `changes`, which count as a modification that administrators can see. */
  change(user: UserRecord, changes: Partial<UserRecord>): UserRecord {
    return this.save({ ...user, ...changes, modifiedAt: this.now() });
  }

  count(): number {
    return this.records.size;
  }

  /** A page of the users that match the filter: by the value that it is about, or in the order in which they came. */
  page(query: UsersQuery, filter?: UserFilter): Page<UserRecord> {
    if (!filter) return this.#keys.page({ ...query, read: key => this.records.get(key) });
    const matches = matchesFilter(filter);
    const read = (key: string) => [this.records.get(key)].find(user => user && matches(user));
    const bySub = filter.name === 'sub' && this.findBySub(filter.value);
    if (bySub) return { items: [bySub] };
    return INDEXED.has(filter.name)
      ? this.#byValue.page(filter, { ...query, read })
      : this.#keys.page({ ...query, read });
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

  /** A name as the pool compares it: where case does not matter, in lower case. */
  fold(name: string): string {
    return this.settings().CaseSensitive ? name : name.toLowerCase();
  }

  #index(key: string, before: UserRecord | undefined, after: UserRecord | undefined): void {
    this.#byValue.update(key, before, after);
    if (before && before.sub !== after?.sub) this.#bySub.delete(before.sub);
    if (after) this.#bySub.set(after.sub, key);
    if (!before) this.#keys.add(key);
    if (!after) this.#keys.delete(key);
    this.#enlist(key, before?.groups ?? [], after?.groups ?? []);
    this.#indexAliases(key, before, after);
  }

  #indexAliases(key: string, before: UserRecord | undefined, after: UserRecord | undefined): void {
    for (const alias of before ? this.#aliasesOf(before) : [])
      if (this.#byAlias.get(alias) === key) this.#byAlias.delete(alias);
    // An alias stays one user's until it is released, even where another user has the same contact.
    for (const alias of after ? this.#aliasesOf(after) : [])
      if (!this.#byAlias.has(alias)) this.#byAlias.set(alias, key);
  }

  /** Keeps the lists of each group's members up to date. */
  #enlist(key: string, before: readonly string[], after: readonly string[]): void {
    if (before === after) return;
    for (const group of before) if (!after.includes(group)) this.#members.get(group)?.delete(key);
    for (const group of after) {
      const members = this.#members.get(group) ?? new OrderedKeys();
      members.add(key);
      this.#members.set(group, members);
    }
  }

  #aliasesOf(user: UserRecord): string[] {
    const { attributes } = user;
    return aliasNamesOf(user, this.settings()).flatMap(name => {
      const value = attributes[name];
      return value ? [this.fold(value)] : [];
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
