import { type AttributeMap, type Attributes, cognitoNames, toAttributeList } from '../api/attributes.js';
import { type CallOptions, checkCallOptions } from '../api/call-options.js';
import { CallTime } from '../api/call-time.js';
import type { CognitoApi } from '../api/cognito-api.js';
import type { Device } from '../api/devices.js';
import { type MfaPreference, mfaSettings } from '../api/mfa-preference.js';
import type { Pages } from '../api/pages.js';
import type { NoMap } from '../api/user-attributes.js';
import type { RevokeSessionOptions, UserSession } from '../api/user-sessions.js';
import { PortcullisError } from '../errors/base.js';
import { answerWith, check, nonEmpty, strictOptions, stringMap, text } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { type ExportOptions, UserExport } from './bulk/export-users.js';
import type { ImportOptions } from './bulk/import-users.js';
import type { BulkSummary } from './bulk/progress.js';
import type { ImportSource } from './bulk/source.js';
import type { UserFilter } from './filter.js';
import { type Group, groupsOfUser, type ListOptions, listOptions } from './group.js';
import { type ListUsersOptions, listUsers } from './list-users.js';
import { createUserInput, type NewUser } from './new-user.js';
import {
  attributeNames,
  checkMapped,
  checkSetPassword,
  checkTrigger,
  checkUpdate,
  checkUpdateDevice,
  type MappedOptions,
  type SetPasswordOptions,
  type TriggerOptions,
  type UpdateDeviceOptions,
} from './options.js';
import { User, type UserAnswer } from './user.js';
import { deviceOfUser, devicesOfUser, forgetDeviceOfUser, updateDeviceOfUser } from './user-devices.js';
import type { UserKey } from './user-key.js';
import { revokeSessionOfUser, sessionsOfUser } from './user-session.js';

const PASSWORD_IS_TEMPORARY =
  'The user was created, and the password is temporary so far. Call setPassword with permanent: true.';

const fromOptions = strictOptions({ attrMap: optional(stringMap) });
const namedAnswer = answerWith({ Username: nonEmpty });

/**
 * Administers the users of a pool, with AWS credentials. A user may be named by username, alias or `sub`.
 *
 * ```ts
 * import { UserPool, where } from 'portcullis';
 *
 * const { users } = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123' });
 * await users.create({ username: 'ada', attributes: { email: 'ada@example.com', email_verified: true } });
 * for await (const user of users.list({ filter: where.status.equals('FORCE_CHANGE_PASSWORD') }))
 *   console.log(user.username, user.attributes.email, user.createdAt);
 * ```
 *
 * Every method throws {@link UserNotFoundError} for a user that the pool does not have, and `AccessDeniedError` for
 * credentials that may not do it.
 */
export class UserManager {
  readonly #api: CognitoApi;

  constructor(api: CognitoApi) {
    this.#api = api;
  }

  /**
   * Creates a user, who is invited with a temporary password (AdminCreateUser), or who has the `password` that is given
   * (AdminSetUserPassword after it).
   *
   * @throws {UsernameExistsError | AliasExistsError | InvalidPasswordError | InvalidParameterError}
   * @throws {UnsupportedError} when `RESEND` names a user who has accepted the invitation.
   */
  async create<const Map extends AttributeMap = NoMap>(
    user: NewUser<Map>,
    options?: CallOptions,
  ): Promise<User<Map>> {
    const { address, config } = this.#api;
    const input = { UserPoolId: config.userPoolId, ...createUserInput(user) };
    const time = new CallTime(checkCallOptions(options), { address, timeoutMs: config.timeoutMs });
    const { User: created = {} } = await this.#api.call('AdminCreateUser', input, time.left);
    if (user.password === undefined) return new User<Map>(this.#api, created, user.attrMap);
    await this.#keepPassword(user.username, user.password, time);
    return new User<Map>(this.#api, { ...created, UserStatus: 'CONFIRMED' }, user.attrMap);
  }

  /**
   * A user from what Cognito answered to another client: AdminGetUser, AdminCreateUser, or one of ListUsers. Nothing is
   * sent.
   *
   * @throws {InvalidOptionError} when the answer names no user.
   */
  from<const Map extends AttributeMap = NoMap>(
    answer: UserAnswer,
    options: { readonly attrMap?: Map | undefined } = {},
  ): User<Map> {
    const { attrMap } = check(fromOptions, options, 'options');
    check(namedAnswer, answer, 'answer');
    return new User<Map>(this.#api, answer, attrMap);
  }

  /** A user with their attributes and second factors (AdminGetUser). */
  async get<const Map extends AttributeMap = NoMap>(
    username: string,
    options?: MappedOptions<Map>,
  ): Promise<User<Map>> {
    const { attrMap, ...call } = checkMapped(options);
    const { $metadata: _, ...answer } = await this.#api.call('AdminGetUser', this.#key(username), call);
    return new User<Map>(this.#api, answer, attrMap);
  }

  /** The users of the pool, or those that match the filter (ListUsers), fetched as they are read. */
  list<const Map extends AttributeMap = NoMap>(options: ListUsersOptions<Map> = {}): Pages<User<Map>> {
    return listUsers(this.#api, options);
  }

  /** The users that match a filter, such as `where.email.startsWith('ada')`. Short for {@link list} with the filter. */
  search<const Map extends AttributeMap = NoMap>(
    filter: UserFilter,
    options: Omit<ListUsersOptions<Map>, 'filter'> = {},
  ): Pages<User<Map>> {
    return listUsers(this.#api, { ...options, filter });
  }

  /**
   * Sets attributes (AdminUpdateUserAttributes). `email_verified: true` with an `email` marks it as verified; without it
   * a new address is unverified.
   *
   * @throws {InvalidParameterError | AliasExistsError}
   */
  async updateAttributes(
    username: string,
    attributes: Attributes,
    options?: TriggerOptions & MappedOptions,
  ): Promise<void> {
    const { attrMap, clientMetadata, ...call } = checkUpdate(options);
    const input = {
      ...this.#key(username),
      UserAttributes: toAttributeList(attributes, attrMap),
      ClientMetadata: clientMetadata,
    };
    await this.#api.call('AdminUpdateUserAttributes', input, call);
  }

  /** Removes attributes (AdminDeleteUserAttributes). */
  async deleteAttributes(username: string, names: readonly string[], options?: MappedOptions): Promise<void> {
    const { attrMap = {}, ...call } = checkMapped(options);
    const checked = check(attributeNames, names, 'names');
    const input = { ...this.#key(username), UserAttributeNames: checked.map(cognitoNames(attrMap)) };
    await this.#api.call('AdminDeleteUserAttributes', input, call);
  }

  /** Confirms a sign-up without its code (AdminConfirmSignUp). @throws {NotAuthorizedError} when it is confirmed. */
  async confirm(username: string, options?: TriggerOptions): Promise<void> {
    const { clientMetadata, ...call } = checkTrigger(options);
    const input = { ...this.#key(username), ClientMetadata: clientMetadata };
    await this.#api.call('AdminConfirmSignUp', input, call);
  }

  /** Lets the user sign in again (AdminEnableUser). */
  async enable(username: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminEnableUser', this.#key(username), options);
  }

  /** Stops the user's tokens and refuses their sign-ins (AdminDisableUser). */
  async disable(username: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminDisableUser', this.#key(username), options);
  }

  /**
   * Sets a password (AdminSetUserPassword), to be replaced at the next sign-in unless it is `permanent`.
   *
   * @throws {InvalidPasswordError} when it does not fit the pool's policy.
   */
  async setPassword(username: string, password: string, options?: SetPasswordOptions): Promise<void> {
    const { permanent, ...call } = checkSetPassword(options);
    const Password = text(password, 'password');
    const input = { ...this.#key(username), Password, Permanent: permanent };
    await this.#api.call('AdminSetUserPassword', input, call);
  }

  /**
   * Ends the password and sends the user a code for choosing another (AdminResetUserPassword).
   *
   * @throws {InvalidParameterError} `NO_VERIFIED_CONTACT` when there is nowhere to send the code.
   */
  async resetPassword(username: string, options?: TriggerOptions): Promise<void> {
    const { clientMetadata, ...call } = checkTrigger(options);
    const input = { ...this.#key(username), ClientMetadata: clientMetadata };
    await this.#api.call('AdminResetUserPassword', input, call);
  }

  /** Turns second factors on and off and sets the preferred one (AdminSetUserMFAPreference). */
  async setMfaPreference(username: string, preference: MfaPreference, options?: CallOptions): Promise<void> {
    const input = { ...this.#key(username), ...mfaSettings(preference) };
    await this.#api.call('AdminSetUserMFAPreference', input, options);
  }

  /** Removes the user's authenticator, such as one on a lost phone (AdminDeleteSoftwareToken). */
  async deleteSoftwareToken(username: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminDeleteSoftwareToken', this.#key(username), options);
  }

  /** Ends every session of the user (AdminUserGlobalSignOut). Access tokens verify offline until they expire. */
  async globalSignOut(username: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminUserGlobalSignOut', this.#key(username), options);
  }

  /** The user's valid sessions (AdminListUserSessions), where the pool tracks sessions. */
  sessions(username: string, options?: CallOptions): Pages<UserSession> {
    return sessionsOfUser(this.#api, this.#key(username), options);
  }

  /** Ends one of them (AdminRevokeUserSession). @throws {ResourceNotFoundError} when it is not the user's, or over. */
  async revokeSession(
    username: string,
    sessionId: string,
    options: RevokeSessionOptions = {},
  ): Promise<void> {
    const SessionId = text(sessionId, 'sessionId');
    await revokeSessionOfUser(this.#api, { ...this.#key(username), SessionId }, options);
  }

  /** The devices that the pool tracks for the user (AdminListDevices), fetched as they are read. */
  devices(username: string, options: ListOptions = {}): Pages<Device> {
    return devicesOfUser(this.#api, this.#key(username), check(listOptions, options, 'options'));
  }

  /** One of them (AdminGetDevice). @throws {ResourceNotFoundError} `DEVICE_NOT_FOUND`. */
  async getDevice(username: string, deviceKey: string, options?: CallOptions): Promise<Device> {
    return deviceOfUser(this.#api, this.#device(username, deviceKey), options);
  }

  /** Makes a device replace the second factor, or be tracked and no more (AdminUpdateDeviceStatus). */
  async updateDeviceStatus(username: string, deviceKey: string, options: UpdateDeviceOptions): Promise<void> {
    const { remembered, ...call } = checkUpdateDevice(options);
    await updateDeviceOfUser(this.#api, this.#device(username, deviceKey), remembered, call);
  }

  /** Stops tracking a device (AdminForgetDevice). */
  async forgetDevice(username: string, deviceKey: string, options?: CallOptions): Promise<void> {
    await forgetDeviceOfUser(this.#api, this.#device(username, deviceKey), options);
  }

  /** The groups that the user is in (AdminListGroupsForUser), fetched as they are read. */
  groups(username: string, options?: ListOptions): Pages<Group> {
    return groupsOfUser(this.#api, username, options);
  }

  /** Deletes the user permanently (AdminDeleteUser). */
  async delete(username: string, options?: CallOptions): Promise<void> {
    await this.#api.call('AdminDeleteUser', this.#key(username), options);
  }

  /**
   * Creates a user for every row of a CSV or JSON Lines file or stream, at the pace that Cognito's quotas allow. Rows
   * that fail are reported, and the import continues; with a `checkpoint`, a stopped run resumes.
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
    // Loaded with the first import: few programs make any.
    const { importUsers } = await import('./bulk/import-users.js');
    return await importUsers(this.#api, source, options, seams);
  }

  /** The users of the pool as CSV or JSON Lines: an async iterable of text, with `save(path)` for a file. */
  exportUsers(options?: ExportOptions): UserExport {
    return new UserExport(this.#api, options);
  }

  /** Makes the password that a user was created with stay. */
  async #keepPassword(username: string, password: string, time: CallTime): Promise<void> {
    try {
      await this.setPassword(username, password, { ...time.left, permanent: true });
    } catch (error) {
      throw error instanceof PortcullisError ? error.withAdvice(PASSWORD_IS_TEMPORARY) : error;
    }
  }

  #key(username: string): UserKey {
    return { UserPoolId: this.#api.config.userPoolId, Username: text(username, 'username') };
  }

  #device(username: string, deviceKey: string) {
    return { ...this.#key(username), DeviceKey: text(deviceKey, 'deviceKey') };
  }
}
