import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Device } from '../account/devices.js';
import { type MfaPreference, mfaSettings } from '../account/mfa-preference.js';
import type { RevokeSessionOptions, UserSession } from '../account/sessions.js';
import { check, nonEmpty } from '../internal/options.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { type AttributeMap, type Attributes, cognitoNames, toAttributeList } from '../pool/attributes.js';
import { Manager } from '../pool/manager.js';
import type { Pages } from '../pool/pages.js';
import type { CallOptions } from '../pool/service-connection.js';
import { type ExportOptions, UserExport } from './bulk/export-users.js';
import { type ImportOptions, importUsers } from './bulk/import-users.js';
import type { BulkSummary } from './bulk/progress.js';
import type { ImportSource } from './bulk/source.js';
import type { UserFilter } from './filter.js';
import { type Group, groupsOfUser, type ListOptions, listOptions } from './group.js';
import { type ListUsersOptions, listUsers } from './list-users.js';
import { createUserInput, type NewUser } from './new-user.js';
import { User } from './user.js';
import { checkAttributeMap, type NoMap } from './user-attributes.js';
import { deviceOfUser, devicesOfUser, forgetDeviceOfUser, updateDeviceOfUser } from './user-devices.js';
import type { UserKey } from './user-key.js';
import { revokeSessionOfUser, sessionsOfUser } from './user-session.js';

/** Options of a call that goes through the pool's Lambda triggers. */
interface TriggerOptions extends CallOptions {
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Administers the users of a pool, with AWS credentials. A user may be named by username, alias or `sub`.
 *
 * ```ts
 * import { UserManager, where } from 'portcullis';
 *
 * const users = new UserManager({ userPoolId: 'eu-west-1_AbCdEf123' });
 * await users.create({ username: 'ada', attributes: { email: 'ada@example.com', email_verified: true } });
 * for await (const user of users.list({ filter: where.status.equals('FORCE_CHANGE_PASSWORD') }))
 *   console.log(user.username, user.attributes.email, user.createdAt);
 * ```
 *
 * Every method throws {@link UserNotFoundError} for a user whom the pool does not have, and `AccessDeniedError` for
 * credentials that may not do it.
 */
export class UserManager extends Manager {
  /**
   * Creates a user, who is invited with a temporary password (AdminCreateUser).
   *
   * @throws {UsernameExistsError | AliasExistsError | InvalidPasswordError | InvalidParameterError}
   * @throws {UnsupportedError} when the invitation is to be sent again to somebody who has accepted it.
   */
  async create<const Map extends AttributeMap = NoMap>(
    user: NewUser<Map>,
    options?: CallOptions,
  ): Promise<User<Map>> {
    const input = { UserPoolId: this.pool.config.userPoolId, ...createUserInput(user) };
    const output = await this.pool.call(AdminCreateUserCommand, input, options);
    return new User<Map>(this.pool, output.User ?? {}, user.attrMap);
  }

  /** A user with their attributes and second factors (AdminGetUser). */
  async get<const Map extends AttributeMap = NoMap>(
    username: string,
    { attrMap, ...call }: CallOptions & { readonly attrMap?: Map } = {},
  ): Promise<User<Map>> {
    checkAttributeMap(attrMap);
    const { $metadata: _, ...answer } = await this.pool.call(AdminGetUserCommand, this.#key(username), call);
    return new User<Map>(this.pool, answer, attrMap);
  }

  /** The users of the pool, or those that the filter lets through (ListUsers), fetched as they are read. */
  list<const Map extends AttributeMap = NoMap>(options: ListUsersOptions<Map> = {}): Pages<User<Map>> {
    return listUsers(this.pool, options);
  }

  /** The users that a filter lets through: `where.email.startsWith('ada')`. Short for {@link list} with the filter. */
  search<const Map extends AttributeMap = NoMap>(
    filter: UserFilter,
    options: Omit<ListUsersOptions<Map>, 'filter'> = {},
  ): Pages<User<Map>> {
    return listUsers(this.pool, { ...options, filter });
  }

  /**
   * Sets attributes (AdminUpdateUserAttributes). `email_verified: true` beside an `email` vouches for it; without it
   * the pool takes a new address for unverified.
   *
   * @throws {InvalidParameterError | AliasExistsError}
   */
  async updateAttributes(
    username: string,
    attributes: Attributes,
    { attrMap, clientMetadata, ...call }: TriggerOptions & { readonly attrMap?: AttributeMap } = {},
  ): Promise<void> {
    checkAttributeMap(attrMap);
    const input = {
      ...this.#key(username),
      UserAttributes: toAttributeList(attributes, attrMap),
      ClientMetadata: clientMetadata,
    };
    await this.pool.call(AdminUpdateUserAttributesCommand, input, call);
  }

  /** Removes attributes (AdminDeleteUserAttributes). */
  async deleteAttributes(
    username: string,
    names: readonly string[],
    { attrMap = {}, ...call }: CallOptions & { readonly attrMap?: AttributeMap } = {},
  ): Promise<void> {
    checkAttributeMap(attrMap);
    const input = { ...this.#key(username), UserAttributeNames: names.map(cognitoNames(attrMap)) };
    await this.pool.call(AdminDeleteUserAttributesCommand, input, call);
  }

  /** Confirms a sign-up without its code (AdminConfirmSignUp). @throws {NotAuthorizedError} when it is confirmed. */
  async confirm(username: string, { clientMetadata, ...call }: TriggerOptions = {}): Promise<void> {
    const input = { ...this.#key(username), ClientMetadata: clientMetadata };
    await this.pool.call(AdminConfirmSignUpCommand, input, call);
  }

  /** Lets the user sign in again (AdminEnableUser). */
  async enable(username: string, options?: CallOptions): Promise<void> {
    await this.pool.call(AdminEnableUserCommand, this.#key(username), options);
  }

  /** Stops the user's tokens and refuses their sign-ins (AdminDisableUser). */
  async disable(username: string, options?: CallOptions): Promise<void> {
    await this.pool.call(AdminDisableUserCommand, this.#key(username), options);
  }

  /**
   * Sets a password (AdminSetUserPassword).
   *
   * @param options.permanent False, the default, makes it temporary: the user has to choose another at the next sign-in.
   * @throws {InvalidPasswordError} when it does not fit the pool's policy.
   */
  async setPassword(
    username: string,
    password: string,
    { permanent = false, ...call }: CallOptions & { readonly permanent?: boolean } = {},
  ): Promise<void> {
    const Password = check(nonEmpty, password, 'password');
    const input = { ...this.#key(username), Password, Permanent: permanent };
    await this.pool.call(AdminSetUserPasswordCommand, input, call);
  }

  /**
   * Makes the password useless and sends the user a code to choose another with (AdminResetUserPassword).
   *
   * @throws {InvalidParameterError} `NO_VERIFIED_CONTACT` when there is nowhere to send the code.
   */
  async resetPassword(username: string, { clientMetadata, ...call }: TriggerOptions = {}): Promise<void> {
    const input = { ...this.#key(username), ClientMetadata: clientMetadata };
    await this.pool.call(AdminResetUserPasswordCommand, input, call);
  }

  /** Turns second factors on and off and says which comes first (AdminSetUserMFAPreference). */
  async setMfaPreference(username: string, preference: MfaPreference, options?: CallOptions): Promise<void> {
    const input = { ...this.#key(username), ...mfaSettings(preference) };
    await this.pool.call(AdminSetUserMFAPreferenceCommand, input, options);
  }

  /** Removes the user's authenticator, such as one on a lost phone (AdminDeleteSoftwareToken). */
  async deleteSoftwareToken(username: string, options?: CallOptions): Promise<void> {
    await this.pool.call(AdminDeleteSoftwareTokenCommand, this.#key(username), options);
  }

  /** Ends every session of the user (AdminUserGlobalSignOut). Access tokens verify offline until they expire. */
  async globalSignOut(username: string, options?: CallOptions): Promise<void> {
    await this.pool.call(AdminUserGlobalSignOutCommand, this.#key(username), options);
  }

  /** The user's sign-ins that are still good (AdminListUserSessions), where the pool tracks sessions. */
  sessions(username: string, options?: CallOptions): Pages<UserSession> {
    return sessionsOfUser(this.pool, this.#key(username), options);
  }

  /** Ends one of them (AdminRevokeUserSession). @throws {ResourceNotFoundError} when it is not the user's, or over. */
  async revokeSession(
    username: string,
    sessionId: string,
    options: RevokeSessionOptions = {},
  ): Promise<void> {
    const SessionId = check(nonEmpty, sessionId, 'sessionId');
    await revokeSessionOfUser(this.pool, { ...this.#key(username), SessionId }, options);
  }

  /** The devices that the pool tracks for the user (AdminListDevices), fetched as they are read. */
  devices(username: string, options: ListOptions = {}): Pages<Device> {
    return devicesOfUser(this.pool, this.#key(username), check(listOptions, options, 'options'));
  }

  /** One of them (AdminGetDevice). @throws {ResourceNotFoundError} `DEVICE_NOT_FOUND`. */
  async getDevice(username: string, deviceKey: string, options?: CallOptions): Promise<Device> {
    return deviceOfUser(this.pool, this.#device(username, deviceKey), options);
  }

  /** Lets a device stand in for the second factor (AdminUpdateDeviceStatus). */
  async rememberDevice(username: string, deviceKey: string, options?: CallOptions): Promise<void> {
    await updateDeviceOfUser(this.pool, this.#device(username, deviceKey), true, options);
  }

  /** The device stays tracked and no longer stands in for the second factor (AdminUpdateDeviceStatus). */
  async doNotRememberDevice(username: string, deviceKey: string, options?: CallOptions): Promise<void> {
    await updateDeviceOfUser(this.pool, this.#device(username, deviceKey), false, options);
  }

  /** Stops tracking a device (AdminForgetDevice). */
  async forgetDevice(username: string, deviceKey: string, options?: CallOptions): Promise<void> {
    await forgetDeviceOfUser(this.pool, this.#device(username, deviceKey), options);
  }

  /** The groups that the user is in (AdminListGroupsForUser), fetched as they are read. */
  groups(username: string, options?: ListOptions): Pages<Group> {
    return groupsOfUser(this.pool, username, options);
  }

  /** Deletes the user for good (AdminDeleteUser). */
  async delete(username: string, options?: CallOptions): Promise<void> {
    await this.pool.call(AdminDeleteUserCommand, this.#key(username), options);
  }

  /**
   * Creates a user for every row of a CSV or JSON Lines file or stream, at the pace that Cognito's quotas allow. Rows
   * that fail are reported, and the rest goes through; with a `checkpoint`, a run that was stopped is gone on with.
   *
   * @param seams For tests.
   * @throws {InvalidOptionError} for the options, a source that cannot be read, or a checkpoint of another source or pool.
   * @throws {AccessDeniedError | ConnectionError | NotSentError | ResourceNotFoundError} when the rest would fare no better.
   */
  async importUsers(
    source: ImportSource,
    options: ImportOptions,
    seams?: WaitingSeams,
  ): Promise<BulkSummary> {
    return importUsers(this.pool, source, options, seams);
  }

  /** The users of the pool as CSV or JSON Lines: an async iterable of text, with `save(path)` for a file. */
  exportUsers(options?: ExportOptions): UserExport {
    return new UserExport(this.pool, options);
  }

  #key(username: string): UserKey {
    return { UserPoolId: this.pool.config.userPoolId, Username: check(nonEmpty, username, 'username') };
  }

  #device(username: string, deviceKey: string) {
    return { ...this.#key(username), DeviceKey: check(nonEmpty, deviceKey, 'deviceKey') };
  }
}
