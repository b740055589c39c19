import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { AttributeMap } from './attributes.js';
import type { CallOptions } from './call-options.js';
import type { CodeDelivery } from './code-delivery.js';
import {
  type CustomAttributes,
  checkAttributeMap,
  type NoMap,
  readAttributes,
  type UserAttributes,
  writeAttributes,
} from './user-attributes.js';

/** What changes and deletes an account: calls of the person themselves, or of an administrator. */
export interface ProfileCalls {
  update(attributes: AttributeType[], options?: CallOptions): Promise<readonly CodeDelivery[]>;
  deleteAttributes(names: string[], options?: CallOptions): Promise<void>;
  delete(options?: CallOptions): Promise<{ readonly storeError?: unknown }>;
}

/** What GetUser, AdminGetUser and ListUsers have in common. */
export interface ProfileAnswer {
  readonly Username?: string | undefined;
  readonly UserAttributes?: readonly AttributeType[] | undefined;
  /** The name of the same where several users are read at once, which tells no second factors. */
  readonly Attributes?: readonly AttributeType[] | undefined;
  readonly UserMFASettingList?: readonly string[] | undefined;
  readonly PreferredMfaSetting?: string | undefined;
}

/**
 * A user as the pool had them when they were read: plain data, and two methods. Change `attributes` and `custom`, then
 * {@link Profile.save}; to delete an attribute, set it to `undefined`.
 */
export class Profile<Map extends AttributeMap = NoMap> {
  readonly username: string;
  /** The user's id: a UUID that never changes. */
  readonly sub: string;
  /** Standard attributes, by Cognito's names or those of the attribute map. */
  readonly attributes: UserAttributes<Map>;
  /** Custom attributes, without the prefix `custom:`. */
  readonly custom: CustomAttributes;
  /** The second factors that are on. Absent from users that a list gave. */
  declare readonly mfa?: readonly string[];
  /** The one asked for at sign-in. */
  declare readonly preferredMfa?: string;
  readonly #calls: ProfileCalls;
  readonly #attrMap: AttributeMap;
  #saved: ReadonlyMap<string, string>;

  /** @throws {InvalidOptionError} when the map gives two attributes one name. */
  constructor(calls: ProfileCalls, answer: ProfileAnswer, attrMap: AttributeMap = {}) {
    checkAttributeMap(attrMap);
    const list = answer.UserAttributes ?? answer.Attributes ?? [];
    const { attributes, custom } = readAttributes(list, attrMap);
    this.username = answer.Username ?? '';
    this.sub = list.find(({ Name }) => Name === 'sub')?.Value ?? '';
    this.attributes = attributes as UserAttributes<Map>;
    this.custom = custom;
    if (answer.UserAttributes) this.mfa = answer.UserMFASettingList ?? [];
    if (answer.PreferredMfaSetting) this.preferredMfa = answer.PreferredMfaSetting;
    this.#calls = calls;
    this.#attrMap = attrMap;
    this.#saved = this.#current();
  }

  /**
   * Sends what changed since the user was read or last saved, and nothing where nothing did (UpdateUserAttributes and
   * DeleteUserAttributes, or what administrators have in their place).
   *
   * A new e-mail address or phone number is unverified, whatever the flag here still says. An administrator marks it as
   * verified with `users.updateAttributes` and both.
   *
   * @returns Where codes were sent to verify a new e-mail address or phone number. An administrator is not told.
   * @throws {UserNotFoundError | InvalidParameterError | AliasExistsError}
   */
  async save(options?: CallOptions): Promise<readonly CodeDelivery[]> {
    const current = this.#current();
    const changed = [...current].filter(([name, value]) => this.#saved.get(name) !== value);
    const deleted = [...this.#saved.keys()].filter(name => !current.has(name));
    let deliveries: readonly CodeDelivery[] = [];
    if (changed.length > 0) {
      const attributes = changed.map(([Name, Value]) => ({ Name, Value }));
      deliveries = await this.#calls.update(attributes, options);
      this.#saved = new Map([...this.#saved, ...changed]);
    }
    if (deleted.length > 0) {
      await this.#calls.deleteAttributes(deleted, options);
      this.#saved = current;
    }
    return deliveries;
  }

  /**
   * Deletes the user permanently (DeleteUser, AdminDeleteUser).
   *
   * @returns With a `storeError` where the user is deleted, and the store may still have their session.
   * @throws {UserNotFoundError}
   */
  async delete(options?: CallOptions): Promise<{ readonly storeError?: unknown }> {
    return await this.#calls.delete(options);
  }

  #current(): ReadonlyMap<string, string> {
    return writeAttributes(this.attributes, this.custom, this.#attrMap);
  }
}
