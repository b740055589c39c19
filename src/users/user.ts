import type { AttributeType, UserStatusType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { AttributeMap } from '../api/attributes.js';
import type { CallOptions } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import {
  type CustomAttributes,
  type NoMap,
  readAttributes,
  type UserAttributes,
  writeAttributes,
} from './user-attributes.js';

/** Where an account stands, by Cognito's name, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
export type UserStatus = UserStatusType;

/** What Cognito says of a user. Only AdminGetUser knows the second factors. */
export interface UserOutput extends UserType {
  readonly UserAttributes?: AttributeType[] | undefined;
  readonly UserMFASettingList?: readonly string[] | undefined;
  readonly PreferredMfaSetting?: string | undefined;
}

/**
 * A user as the pool had them when they were read: plain data, and two methods. Change `attributes` and `custom`, then
 * {@link User.save}; to delete an attribute, set it to `undefined`.
 */
export class User<Map extends AttributeMap = NoMap> {
  readonly username: string;
  /** The user's id: a UUID that never changes. */
  readonly sub: string;
  readonly status: UserStatus;
  /** Whether the user may sign in at all. */
  readonly enabled: boolean;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
  /** Standard attributes, by Cognito's names or those of the attribute map. */
  readonly attributes: UserAttributes<Map>;
  /** Custom attributes, without the prefix `custom:`. */
  readonly custom: CustomAttributes;
  /** The second factors that are on. Absent from users that a list gave, and where there are none. */
  declare readonly mfa?: readonly string[];
  /** The one asked for at sign-in. */
  declare readonly preferredMfa?: string;
  readonly #pool: CognitoApi;
  readonly #attrMap: AttributeMap;
  #saved: ReadonlyMap<string, string>;

  constructor(pool: CognitoApi, answer: UserOutput, attrMap: AttributeMap = {}) {
    const list = answer.UserAttributes ?? answer.Attributes ?? [];
    const { attributes, custom } = readAttributes(list, attrMap);
    this.username = answer.Username ?? '';
    this.sub = list.find(({ Name }) => Name === 'sub')?.Value ?? '';
    this.status = answer.UserStatus ?? 'UNKNOWN';
    this.enabled = answer.Enabled ?? false;
    this.createdAt = answer.UserCreateDate;
    this.modifiedAt = answer.UserLastModifiedDate;
    this.attributes = attributes as UserAttributes<Map>;
    this.custom = custom;
    if (answer.UserMFASettingList) this.mfa = answer.UserMFASettingList;
    if (answer.PreferredMfaSetting) this.preferredMfa = answer.PreferredMfaSetting;
    this.#pool = pool;
    this.#attrMap = attrMap;
    this.#saved = this.#current();
  }

  /**
   * Sends what changed since the user was read or last saved, and nothing where nothing did
   * (AdminUpdateUserAttributes, AdminDeleteUserAttributes).
   *
   * A new e-mail address or phone number is unverified, whatever the flag here still says. To mark it as verified, use
   * `users.updateAttributes` with both.
   *
   * @throws {UserNotFoundError | InvalidParameterError | AliasExistsError}
   */
  async save(options?: CallOptions): Promise<void> {
    const current = this.#current();
    const changed = [...current].filter(([name, value]) => this.#saved.get(name) !== value);
    const deleted = [...this.#saved.keys()].filter(name => !current.has(name));
    if (changed.length > 0) {
      const UserAttributes = changed.map(([Name, Value]) => ({ Name, Value }));
      await this.#pool.call('AdminUpdateUserAttributes', { ...this.#self, UserAttributes }, options);
      this.#saved = new Map([...this.#saved, ...changed]);
    }
    if (deleted.length > 0) {
      const input = { ...this.#self, UserAttributeNames: deleted };
      await this.#pool.call('AdminDeleteUserAttributes', input, options);
      this.#saved = current;
    }
  }

  /** Deletes the user for good (AdminDeleteUser). @throws {UserNotFoundError} */
  async delete(options?: CallOptions): Promise<void> {
    await this.#pool.call('AdminDeleteUser', this.#self, options);
  }

  get #self() {
    return { UserPoolId: this.#pool.config.userPoolId, Username: this.username };
  }

  #current(): ReadonlyMap<string, string> {
    return writeAttributes(this.attributes, this.custom, this.#attrMap);
  }
}
