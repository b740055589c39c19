import type { AttributeMap } from '../api/attributes.js';
import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { type Pages, pages } from '../api/pages.js';
import { checkAttributeMap, type NoMap } from '../api/user-attributes.js';
import {
  answerWith,
  anyString,
  check,
  listOf,
  nonEmpty,
  oneOrMore,
  strictOptions,
  stringMap,
  wholeNumber,
} from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import {
  type Group,
  type GroupAnswer,
  groupFrom,
  groupsOfUser,
  type ListOptions,
  listOptions,
} from '../users/group.js';
import { User } from '../users/user.js';
import type { Principal } from '../verify/principal.js';
import {
  assertInGroups,
  type RequireOptions,
  requireOptionEntries,
  requireOptions,
} from '../verify/requirements.js';
import type { TokenVerifier } from '../verify/token-verifier.js';
import { type Caller, identify } from './caller.js';
import { groupsFromTokenUnverified } from './token-groups.js';

/** The settings of a group besides its name. */
export interface GroupChanges {
  readonly description?: string | undefined;
  /** Zero or more. The lowest wins where a user is in several groups. */
  readonly precedence?: number | undefined;
  /** The IAM role that members may assume. */
  readonly roleArn?: string | undefined;
}

/** A group to create. */
export interface NewGroup extends GroupChanges {
  readonly name: string;
}

/** The result of {@link GroupManager.sync}. */
export interface SyncedGroups {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Options of {@link GroupManager.hasGroups}. */
export interface HasGroupsOptions extends CallOptions, RequireOptions {}

/** Makes a function verify its caller: its callers pass a {@link Caller} first, and it gets the principal. */
export type GroupGuard = <Args extends unknown[], Result>(
  guarded: (principal: Principal, ...args: Args) => Result | Promise<Result>,
) => (caller: Caller | null | undefined, ...args: Args) => Promise<Result>;

const groupChanges = {
  description: optional(anyString),
  precedence: optional(wholeNumber(0)),
  roleArn: optional(nonEmpty),
};
const newGroup = strictOptions({ name: nonEmpty, ...groupChanges });
const changesOfGroup = strictOptions(groupChanges);
const memberOptions = strictOptions({ ...listOptions.entries, attrMap: optional(stringMap, {}) });
const namedAnswer = answerWith({ GroupName: nonEmpty });
const groupNames = listOf('group names');
const neededGroups = oneOrMore(nonEmpty);
const hasGroupsOptions = strictOptions({ ...callOptionEntries, ...requireOptionEntries });

/**
 * Administers the groups of a pool, with AWS credentials, and makes guards that check them.
 *
 * ```ts
 * import { Cognito, UserPool } from 'portcullis';
 *
 * const pool = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' });
 * const { groups } = pool;
 * await groups.create({ name: 'admins', precedence: 1 });
 * await groups.add('ada', 'admins');
 *
 * const dropTable = groups.requireGroups('admins')((who, table: string) => `${who.username} dropped ${table}`);
 * const cognito = new Cognito({ pool, username: 'ada' });
 * await dropTable(cognito, 'orders'); // or a token, or a Principal
 * ```
 *
 * Methods that take a username throw `UserNotFoundError`, those that take a group `ResourceNotFoundError` with
 * `GROUP_NOT_FOUND`.
 */
export class GroupManager {
  readonly #api: CognitoApi;
  readonly #verifier: () => TokenVerifier;

  /** @param verifier Returns the verifier of the pool's tokens. Called when a guard or a token first needs it. */
  constructor(api: CognitoApi, verifier: () => TokenVerifier) {
    this.#api = api;
    this.#verifier = verifier;
  }

  /** Creates a group (CreateGroup). @throws {GroupExistsError} */
  async create(group: NewGroup, options?: CallOptions): Promise<Group> {
    const { name, ...rest } = check(newGroup, group, 'group');
    const output = await this.#api.call('CreateGroup', this.#group(name, rest), options);
    return groupFrom(output.Group);
  }

  /**
   * A group from what Cognito answered to another client: GetGroup, CreateGroup, or one of ListGroups. Nothing is sent.
   *
   * @throws {InvalidOptionError} when the answer names no group.
   */
  from(answer: GroupAnswer): Group {
    check(namedAnswer, answer, 'answer');
    return groupFrom(answer);
  }

  /** One group (GetGroup). */
  async get(name: string, options?: CallOptions): Promise<Group> {
    return groupFrom((await this.#api.call('GetGroup', this.#group(name), options)).Group);
  }

  /** Changes what is named and leaves the rest (UpdateGroup). */
  async update(name: string, changes: GroupChanges, options?: CallOptions): Promise<Group> {
    const input = this.#group(name, check(changesOfGroup, changes, 'changes'));
    return groupFrom((await this.#api.call('UpdateGroup', input, options)).Group);
  }

  /** The groups of the pool (ListGroups), fetched as they are read. */
  list(options: ListOptions = {}): Pages<Group> {
    const { pageSize, ...call } = check(listOptions, options, 'options');
    const input = { UserPoolId: this.#api.config.userPoolId, Limit: pageSize };
    return pages(async NextToken => {
      const output = await this.#api.call('ListGroups', { ...input, NextToken }, call);
      return { items: (output.Groups ?? []).map(groupFrom), nextToken: output.NextToken };
    });
  }

  /** Deletes a group; its members stay users (DeleteGroup). */
  async delete(name: string, options?: CallOptions): Promise<void> {
    await this.#api.call('DeleteGroup', this.#group(name), options);
  }

  /** Adds a user to a group; a repetition changes nothing (AdminAddUserToGroup). */
  async add(username: string, group: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminAddUserToGroup', this.#membership(username, group), options);
  }

  /** Removes a user from a group; a repetition changes nothing (AdminRemoveUserFromGroup). */
  async remove(username: string, group: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminRemoveUserFromGroup', this.#membership(username, group), options);
  }

  /** The users in a group (ListUsersInGroup), fetched as they are read. */
  members<const Map extends AttributeMap = NoMap>(
    group: string,
    options: ListOptions & { readonly attrMap?: Map } = {},
  ): Pages<User<Map>> {
    const { pageSize, attrMap, ...call } = check(memberOptions, options, 'options');
    checkAttributeMap(attrMap);
    const input = { ...this.#group(group), Limit: pageSize };
    return pages(async NextToken => {
      const output = await this.#api.call('ListUsersInGroup', { ...input, NextToken }, call);
      const items = (output.Users ?? []).map(user => new User<Map>(this.#api, user, attrMap));
      return { items, nextToken: output.NextToken };
    });
  }

  /** The groups that a user is in (AdminListGroupsForUser), fetched as they are read. */
  memberships(username: string, options?: ListOptions): Pages<Group> {
    return groupsOfUser(this.#api, username, options);
  }

  /**
   * Makes a user a member of exactly these groups. It adds before it removes, so a group that does not exist stops it
   * before it removes any membership; a second call completes it.
   */
  async sync(username: string, groups: readonly string[], options?: CallOptions): Promise<SyncedGroups> {
    const wanted = new Set(check(groupNames, groups, 'groups'));
    const held = new Set<string>();
    for await (const { name } of this.memberships(username, options)) held.add(name);
    const added = [...wanted].filter(name => !held.has(name));
    const removed = [...held].filter(name => !wanted.has(name));
    for (const name of added) await this.add(username, name, options);
    for (const name of removed) await this.remove(username, name, options);
    return { added, removed };
  }

  /** Whether the pool has the user in one of these groups now, or in all, whatever their token says. */
  async hasGroups(
    username: string,
    groups: string | readonly string[],
    options: HasGroupsOptions = {},
  ): Promise<boolean> {
    const missing = new Set(check(neededGroups, groups, 'groups'));
    const { all, ...call } = check(hasGroupsOptions, options, 'options');
    for await (const { name } of this.memberships(username, call))
      if (missing.delete(name) && (!all || missing.size === 0)) return true;
    return false;
  }

  /**
   * The groups that an access or id token names, verified.
   *
   * @throws {MissingAuthorizationError | TokenExpiredError | InvalidTokenError | KeysUnavailableError}
   */
  async groupsFromToken(token: string): Promise<readonly string[]> {
    return (await this.#verifier().verify(token)).groups;
  }

  /**
   * The groups that a token names, **without checking its signature**: anyone can write such a token. For showing,
   * never for deciding.
   *
   * @throws {InvalidTokenError} when it is not a token.
   */
  groupsFromTokenUnverified(token: string): readonly string[] {
    return groupsFromTokenUnverified(token);
  }

  /**
   * A guard that requires the caller to be in one of these groups, or in all. Callers pass a {@link Caller} as the first
   * argument, and the guarded function gets the principal in its place. Groups are those of the caller's token.
   *
   * Its calls reject with `UnauthorizedGroupError` when the caller is not in the groups, with
   * `MissingAuthorizationError`, `TokenExpiredError` or `InvalidTokenError` when there is no valid token.
   *
   * @throws {InvalidOptionError} at once, when `groups` is empty.
   */
  requireGroups(groups: string | readonly string[], options: RequireOptions = {}): GroupGuard {
    const needed = check(neededGroups, groups, 'groups');
    const checked = check(requireOptions, options, 'options');
    const { issuers } = this.#api.config;
    const verification = { verifier: this.#verifier, issuers, now: this.#api.now };
    return guarded =>
      async (caller, ...args) => {
        const principal = await identify(caller, verification);
        assertInGroups(principal, needed, checked);
        return guarded(principal, ...args);
      };
  }

  #group(name: string, { description, precedence, roleArn }: GroupChanges = {}) {
    return {
      UserPoolId: this.#api.config.userPoolId,
      GroupName: check(nonEmpty, name, 'group'),
      Description: description,
      Precedence: precedence,
      RoleArn: roleArn,
    };
  }

  #membership(username: string, group: string) {
    return { ...this.#group(group), Username: check(nonEmpty, username, 'username') };
  }
}
