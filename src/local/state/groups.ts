import { notFound } from '../internal/exception.js';
import { OrderedKeys, type Page, type PageQuery } from './ordered-keys.js';
import type { Records } from './records.js';
import type { UserRecord } from './user-record.js';

export interface GroupRecord {
  readonly name: string;
  readonly description?: string;
  readonly precedence?: number;
  readonly roleArn?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The group claims of an ID token; the access token carries `cognito:groups` alone. */
export interface GroupClaims {
  readonly 'cognito:groups'?: readonly string[];
  readonly 'cognito:roles'?: readonly string[];
  readonly 'cognito:preferred_role'?: string;
}

/** The groups of one pool. Membership is kept with the user. */
export class Groups {
  readonly #keys = new OrderedKeys();

  constructor(private readonly records: Records<GroupRecord>) {
    records.follow((key, before, after) => {
      if (!before) this.#keys.add(key);
      if (!after) this.#keys.delete(key);
    });
  }

  find(name: string): GroupRecord | undefined {
    return this.records.get(name);
  }

  count(): number {
    return this.records.size;
  }

  /** @throws ResourceNotFoundException */
  require(name: string): GroupRecord {
    const group = this.find(name);
    if (!group) throw notFound('Group not found.');
    return group;
  }

  /** Adds or replaces, and returns what was saved. */
  save(group: GroupRecord): GroupRecord {
    this.records.set(group.name, group);
    return group;
  }

  remove({ name }: GroupRecord): void {
    this.records.delete(name);
  }

  page(query: Omit<PageQuery<GroupRecord>, 'read'>): Page<GroupRecord> {
    return this.#keys.page({ ...query, read: name => this.find(name) });
  }

  /** The user's groups, the one that matters most first. */
  ofUser(user: UserRecord): GroupRecord[] {
    return user.groups
      .flatMap(name => this.find(name) ?? [])
      .sort((a, b) => precedenceOf(a) - precedenceOf(b));
  }

  /** What tokens say of the user's groups: nothing where there are none. */
  claimsOf(user: UserRecord): GroupClaims {
    const groups = this.ofUser(user);
    if (groups.length === 0) return {};
    const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
    const preferred = preferredRole(groups);
    return {
      'cognito:groups': groups.map(({ name }) => name),
      ...(roles.length > 0 && { 'cognito:roles': [...new Set(roles)] }),
      ...(preferred && { 'cognito:preferred_role': preferred }),
    };
  }
}

/** Zero is the highest; a group without precedence comes after all that have one. */
const precedenceOf = ({ precedence }: GroupRecord): number => precedence ?? Number.MAX_SAFE_INTEGER;

/** The role of the group with the lowest precedence; where several share it and disagree, none. */
function preferredRole(sorted: readonly GroupRecord[]): string | undefined {
  const withRole = sorted.filter(({ roleArn, precedence }) => roleArn && precedence !== undefined);
  const lowest = withRole[0];
  const tied = withRole.filter(({ precedence }) => precedence === lowest?.precedence);
  return tied.every(({ roleArn }) => roleArn === lowest?.roleArn) ? lowest?.roleArn : undefined;
}
