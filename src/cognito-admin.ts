import { CognitoAccount } from './cognito-account.js';
import { GroupManager } from './groups/group-manager.js';
import { PoolInfo } from './pool-info/pool-info.js';
import { UserManager } from './users/user-manager.js';
import type { TokenVerifier } from './verify/token-verifier.js';

type Users = UserManager;
type Groups = GroupManager;

/**
 * The administrators' half, with AWS credentials. Its home is the three managers; the methods beside them have
 * pycognito's names, so that its documentation maps one to one, and take the user of this object where none is named.
 * The second part of {@link Cognito}.
 */
export abstract class CognitoAdmin extends CognitoAccount {
  #users: UserManager | undefined;
  #groups: GroupManager | undefined;
  #poolInfo: PoolInfo | undefined;

  protected abstract readonly verifier: TokenVerifier;

  /** The users of the pool. */
  get users(): UserManager {
    this.#users ??= new UserManager(this.pool);
    return this.#users;
  }

  /** The groups of the pool, and what they allow. */
  get groups(): GroupManager {
    this.#groups ??= new GroupManager(this.pool, this.verifier);
    return this.#groups;
  }

  /** What the pool and this app client are like. */
  get poolInfo(): PoolInfo {
    this.#poolInfo ??= new PoolInfo(this.pool);
    return this.#poolInfo;
  }

  /** {@link UserManager.create} */
  adminCreateUser(...args: Parameters<Users['create']>): ReturnType<Users['create']> {
    return this.users.create(...args);
  }

  /** {@link UserManager.get} */
  adminGetUser(username = this.named(), options?: Parameters<Users['get']>[1]): ReturnType<Users['get']> {
    return this.users.get(username, options);
  }

  /** {@link UserManager.list} */
  getUsers(...args: Parameters<Users['list']>): ReturnType<Users['list']> {
    return this.users.list(...args);
  }

  /** {@link UserManager.updateAttributes} */
  adminUpdateProfile(
    attributes: Parameters<Users['updateAttributes']>[1],
    {
      username = this.named(),
      ...options
    }: Parameters<Users['updateAttributes']>[2] & { username?: string } = {},
  ): Promise<void> {
    return this.users.updateAttributes(username, attributes, options);
  }

  /** {@link UserManager.confirm} */
  adminConfirmSignUp(username = this.named(), options?: Parameters<Users['confirm']>[1]): Promise<void> {
    return this.users.confirm(username, options);
  }

  /** {@link UserManager.resetPassword} */
  adminResetPassword(
    username = this.named(),
    options?: Parameters<Users['resetPassword']>[1],
  ): Promise<void> {
    return this.users.resetPassword(username, options);
  }

  /** {@link UserManager.enable} */
  adminEnableUser(username = this.named(), options?: Parameters<Users['enable']>[1]): Promise<void> {
    return this.users.enable(username, options);
  }

  /** {@link UserManager.disable} */
  adminDisableUser(username = this.named(), options?: Parameters<Users['disable']>[1]): Promise<void> {
    return this.users.disable(username, options);
  }

  /** {@link UserManager.delete} */
  adminDeleteUser(username = this.named(), options?: Parameters<Users['delete']>[1]): Promise<void> {
    return this.users.delete(username, options);
  }

  /** {@link GroupManager.get} */
  getGroup(...args: Parameters<Groups['get']>): ReturnType<Groups['get']> {
    return this.groups.get(...args);
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
    username = this.named(),
    options?: Parameters<Groups['memberships']>[1],
  ): ReturnType<Groups['memberships']> {
    return this.groups.memberships(username, options);
  }

  /** {@link PoolInfo.createIdentityProvider} */
  adminCreateIdentityProvider(
    ...args: Parameters<PoolInfo['createIdentityProvider']>
  ): ReturnType<PoolInfo['createIdentityProvider']> {
    return this.poolInfo.createIdentityProvider(...args);
  }

  /** {@link PoolInfo.getIdentityProvider} */
  adminDescribeIdentityProvider(
    ...args: Parameters<PoolInfo['getIdentityProvider']>
  ): ReturnType<PoolInfo['getIdentityProvider']> {
    return this.poolInfo.getIdentityProvider(...args);
  }

  /** {@link PoolInfo.updateIdentityProvider} */
  adminUpdateIdentityProvider(
    ...args: Parameters<PoolInfo['updateIdentityProvider']>
  ): ReturnType<PoolInfo['updateIdentityProvider']> {
    return this.poolInfo.updateIdentityProvider(...args);
  }

  /** {@link PoolInfo.getClient} */
  describeUserPoolClient(...args: Parameters<PoolInfo['getClient']>): ReturnType<PoolInfo['getClient']> {
    return this.poolInfo.getClient(...args);
  }

  /** {@link PoolInfo.updateClient} */
  adminUpdateUserPoolClient(
    ...args: Parameters<PoolInfo['updateClient']>
  ): ReturnType<PoolInfo['updateClient']> {
    return this.poolInfo.updateClient(...args);
  }
}
