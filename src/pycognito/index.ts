/**
 * {@link Cognito} with the administrators' methods of pycognito under their own names, and its attributes for
 * registrations, for people who come from there.
 *
 * @module
 */
import { Cognito } from '../cognito.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import type { GroupManager } from '../groups/group-manager.js';
import type { PoolInfo } from '../pool-info/pool-info.js';
import type { UserManager } from '../users/user-manager.js';

type Users = UserManager;
type Groups = GroupManager;
type Attributes = NonNullable<Parameters<Cognito['register']>[0]['attributes']>;

/**
 * A {@link Cognito} with pycognito's names of what administrators do, so that its documentation maps one to one. They
 * take the user of this object where the call names none. Elsewhere these are `pool.users`, `pool.groups` and
 * `pool.info`.
 *
 * ```ts
 * import { PycognitoClient } from 'portcullis/pycognito';
 *
 * const cognito = new PycognitoClient({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
 * await cognito.adminResetPassword();
 * ```
 */
export class PycognitoClient extends Cognito {
  #attributes: Attributes = {};

  /** The attributes of registrations from now on, by Cognito's names, in place of those before. */
  setBaseAttributes(attributes: Attributes): void {
    this.#attributes = { ...attributes };
  }

  /** Adds custom attributes to them, by their names without the prefix `custom:`. */
  addCustomAttributes(attributes: Attributes): void {
    const prefixed = Object.entries(attributes).map(([name, value]) => [`custom:${name}`, value]);
    this.#attributes = { ...this.#attributes, ...Object.fromEntries(prefixed) };
  }

  /** As {@link Cognito.register}, with those attributes besides the ones given. */
  override register(...[account, options]: Parameters<Cognito['register']>): ReturnType<Cognito['register']> {
    const attributes = { ...this.#attributes, ...account?.attributes };
    return super.register(account && { ...account, attributes }, options);
  }

  /** {@link UserManager.create} */
  adminCreateUser(...args: Parameters<Users['create']>): ReturnType<Users['create']> {
    return this.users.create(...args);
  }

  /** {@link UserManager.get} */
  adminGetUser(username = this.#named(), options?: Parameters<Users['get']>[1]): ReturnType<Users['get']> {
    return this.users.get(username, options);
  }

  /** {@link UserManager.from} */
  getUserObj(...args: Parameters<Users['from']>): ReturnType<Users['from']> {
    return this.users.from(...args);
  }

  /** {@link UserManager.list} */
  getUsers(...args: Parameters<Users['list']>): ReturnType<Users['list']> {
    return this.users.list(...args);
  }

  /** {@link UserManager.updateAttributes} */
  adminUpdateProfile(
    attributes: Parameters<Users['updateAttributes']>[1],
    {
      username = this.#named(),
      ...options
    }: Parameters<Users['updateAttributes']>[2] & { username?: string } = {},
  ): Promise<void> {
    return this.users.updateAttributes(username, attributes, options);
  }

  /** {@link UserManager.confirm} */
  adminConfirmSignUp(username = this.#named(), options?: Parameters<Users['confirm']>[1]): Promise<void> {
    return this.users.confirm(username, options);
  }

  /** {@link UserManager.resetPassword} */
  adminResetPassword(
    username = this.#named(),
    options?: Parameters<Users['resetPassword']>[1],
  ): Promise<void> {
    return this.users.resetPassword(username, options);
  }

  /** {@link UserManager.enable} */
  adminEnableUser(username = this.#named(), options?: Parameters<Users['enable']>[1]): Promise<void> {
    return this.users.enable(username, options);
  }

  /** {@link UserManager.disable} */
  adminDisableUser(username = this.#named(), options?: Parameters<Users['disable']>[1]): Promise<void> {
    return this.users.disable(username, options);
  }

  /** {@link UserManager.delete} */
  adminDeleteUser(username = this.#named(), options?: Parameters<Users['delete']>[1]): Promise<void> {
    return this.users.delete(username, options);
  }

  /** {@link GroupManager.get} */
  getGroup(...args: Parameters<Groups['get']>): ReturnType<Groups['get']> {
    return this.groups.get(...args);
  }

  /** {@link GroupManager.from} */
  getGroupObj(...args: Parameters<Groups['from']>): ReturnType<Groups['from']> {
    return this.groups.from(...args);
  }

  /** {@link GroupManager.list} */
  getGroups(...args: Parameters<Groups['list']>): ReturnType<Groups['list']> {
    return this.groups.list(...args);
  }

  /** {@link GroupManager.add} */
  adminAddUserToGroup(...args: Parameters<Groups['add']>): Promise<void> {
    return this.groups.add(...args);
  }

  /** {@link GroupManager.remove} */
  adminRemoveUserFromGroup(...args: Parameters<Groups['remove']>): Promise<void> {
    return this.groups.remove(...args);
  }

  /** {@link GroupManager.memberships} */
  adminListGroupsForUser(
    username = this.#named(),
    options?: Parameters<Groups['memberships']>[1],
  ): ReturnType<Groups['memberships']> {
    return this.groups.memberships(username, options);
  }

  /** {@link PoolInfo.createIdentityProvider} */
  adminCreateIdentityProvider(
    ...args: Parameters<PoolInfo['createIdentityProvider']>
  ): ReturnType<PoolInfo['createIdentityProvider']> {
    return this.info.createIdentityProvider(...args);
  }

  /** {@link PoolInfo.getIdentityProvider} */
  adminDescribeIdentityProvider(
    ...args: Parameters<PoolInfo['getIdentityProvider']>
  ): ReturnType<PoolInfo['getIdentityProvider']> {
    return this.info.getIdentityProvider(...args);
  }

  /** {@link PoolInfo.updateIdentityProvider} */
  adminUpdateIdentityProvider(
    ...args: Parameters<PoolInfo['updateIdentityProvider']>
  ): ReturnType<PoolInfo['updateIdentityProvider']> {
    return this.info.updateIdentityProvider(...args);
  }

  /** {@link PoolInfo.getClient} */
  describeUserPoolClient(...args: Parameters<PoolInfo['getClient']>): ReturnType<PoolInfo['getClient']> {
    return this.info.getClient(...args);
  }

  /** {@link PoolInfo.updateClient} */
  adminUpdateUserPoolClient(
    ...args: Parameters<PoolInfo['updateClient']>
  ): ReturnType<PoolInfo['updateClient']> {
    return this.info.updateClient(...args);
  }

  #named(): string {
    if (!this.username)
      throw new InvalidOptionError('username', 'is missing: pass it to the constructor or to the call');
    return this.username;
  }
}
