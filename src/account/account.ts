import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { type AttributeMap, type Attributes, toAttributeList } from '../api/attributes.js';
import { type CallOptions, checkCallOptions } from '../api/call-options.js';
import { type CodeDelivery, codeDelivery } from '../api/code-delivery.js';
import { type MfaPreference, mfaSettings } from '../api/mfa-preference.js';
import { type Pages, pages } from '../api/pages.js';
import { Profile, type ProfileCalls } from '../api/profile.js';
import { assertCodeAccepted, type SoftwareToken, softwareTokenFrom } from '../api/software-token.js';
import type { NoMap } from '../api/user-attributes.js';
import {
  checkRevokeSession,
  type RevokeSessionOptions,
  sessionFrom,
  type UserSession,
} from '../api/user-sessions.js';
import { endsSession } from '../errors/ends-session.js';
import { check, text } from '../internal/options.js';
import type { Person } from '../person/person.js';
import { type DropOutcome, dropOutcome } from '../tokens/sign-out.js';
import * as O from './options.js';
import { OwnDevices } from './own-devices.js';

/** The result of a registration. */
export interface Registered {
  readonly sub: string;
  /** Whether the account works already; otherwise it needs the code. */
  readonly confirmed: boolean;
  readonly delivery: CodeDelivery | undefined;
}

/** How the signed-in user can sign in. */
export interface AuthFactors {
  readonly username: string;
  readonly preferredMfa: string | undefined;
  readonly mfa: readonly string[];
  /** First factors: `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`. */
  readonly firstFactors: readonly string[];
}

/** What a person does with their own account, signed in or not yet. */
export class Account extends OwnDevices {
  readonly #person: Person;

  constructor(person: Person) {
    super(person);
    this.#person = person;
  }

  /**
   * Registers an account (SignUp).
   *
   * ```ts
   * import { Cognito } from 'portcullis';
   *
   * const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
   * const { confirmed, delivery } = await cognito.register({
   *   password: 'Correct-Horse-9',
   *   attributes: { email: 'ada@example.com', 'custom:state': 'Virginia' },
   * });
   * if (!confirmed) console.log(`a code went to ${delivery?.destination}`);
   * ```
   *
   * @throws {UsernameExistsError | InvalidPasswordError | InvalidParameterError}
   */
  async register(account: O.Registration, options?: CallOptions): Promise<Registered> {
    const { password, attributes, attrMap, validationData, clientMetadata, ...who } = check(
      O.registration,
      account,
      'account',
    );
    const username = this.#person.named(who.username);
    const input = {
      Password: password,
      UserAttributes: toAttributeList(attributes ?? {}, attrMap, 'account.attributes'),
      ValidationData: validationData && toAttributeList(validationData, {}, 'account.validationData'),
      ClientMetadata: clientMetadata,
    };
    const output = await this.#api.callAs(
      'SignUp',
      client => ({ ...client.named(username), ...input }),
      options,
    );
    this.#person.register(username);
    return {
      sub: output.UserSub ?? '',
      confirmed: output.UserConfirmed ?? false,
      delivery: codeDelivery(output.CodeDeliveryDetails),
    };
  }

  /**
   * Confirms a registration with the code that was sent (ConfirmSignUp): the last one here, where the options name none.
   *
   * @throws {CodeMismatchError | ExpiredCodeError | AliasExistsError}
   */
  async confirmSignUp(code: string, options: O.ConfirmSignUpOptions = {}): Promise<void> {
    const { username, forceAliasCreation, ...call } = check(O.confirmSignUpOptions, options, 'options');
    const named = this.#person.named(username ?? this.#person.registered);
    const input = { ConfirmationCode: text(code, 'code'), ForceAliasCreation: forceAliasCreation };
    await this.#api.callAs('ConfirmSignUp', client => ({ ...client.named(named), ...input }), call);
  }

  /** Sends the code of the last registration here again (ResendConfirmationCode). The earlier one stops working. */
  async resendConfirmationCode(options: O.NamedOptions = {}): Promise<CodeDelivery | undefined> {
    const { username, ...call } = check(O.namedOptions, options, 'options');
    const named = this.#person.named(username ?? this.#person.registered);
    const output = await this.#api.callAs('ResendConfirmationCode', client => client.named(named), call);
    return codeDelivery(output.CodeDeliveryDetails);
  }

  /** Sends a code for a forgotten password (ForgotPassword). The old password works until a new one is confirmed. */
  async initiateForgotPassword(options?: CallOptions): Promise<CodeDelivery | undefined> {
    const named = this.#person.named();
    const output = await this.#api.callAs('ForgotPassword', client => client.named(named), options);
    return codeDelivery(output.CodeDeliveryDetails);
  }

  /** Sets a new password with the code that was sent (ConfirmForgotPassword). */
  async confirmForgotPassword(code: string, password: string, options?: CallOptions): Promise<void> {
    const named = this.#person.named();
    const input = { ConfirmationCode: text(code, 'code'), Password: text(password, 'password') };
    await this.#api.callAs(
      'ConfirmForgotPassword',
      client => ({ ...client.named(named), ...input }),
      options,
    );
  }

  /**
   * Changes the password of the signed-in user (ChangePassword).
   *
   * @param previous `undefined` for a user who has had none.
   * @throws {NotAuthorizedError} when `previous` is wrong.
   * @throws {InvalidPasswordError} when `proposed` does not fit the pool's policy.
   */
  async changePassword(previous: string | undefined, proposed: string, options?: CallOptions): Promise<void> {
    const PreviousPassword = previous === undefined ? undefined : text(previous, 'previous');
    const input = { PreviousPassword, ProposedPassword: text(proposed, 'proposed') };
    await this.#person.call('ChangePassword', input, options);
  }

  /** The signed-in user as the pool knows them now (GetUser). Change `attributes` and `custom`, then `save()`. */
  async getUser<const Map extends AttributeMap = NoMap>(
    options: O.AttributeOptions<Map> = {},
  ): Promise<Profile<Map>> {
    const { attrMap, ...call } = check(O.attributeOptions, options, 'options');
    const answer = await this.#person.call('GetUser', {}, call);
    const calls: ProfileCalls = {
      update: (attributes, given) => this.#updateAttributes(attributes, given),
      deleteAttributes: async (UserAttributeNames, given) => {
        await this.#person.call('DeleteUserAttributes', { UserAttributeNames }, given);
      },
      delete: given => this.deleteUser(given),
    };
    return new Profile<Map>(calls, answer, attrMap);
  }

  /**
   * Changes attributes of the signed-in user without reading them first (UpdateUserAttributes). An empty string deletes.
   *
   * @returns Where codes were sent to verify a new e-mail address or phone number.
   */
  async updateProfile(
    attributes: Attributes,
    options: O.AttributeOptions = {},
  ): Promise<readonly CodeDelivery[]> {
    const { attrMap, ...call } = check(O.attributeOptions, options, 'options');
    return await this.#updateAttributes(toAttributeList(attributes, attrMap), call);
  }

  /**
   * Deletes the signed-in user's own account permanently (DeleteUser), and forgets the tokens. It forgets them, too, where
   * the refusal says that they are over, as it does after a deletion whose answer was lost.
   *
   * @returns With a `storeError` where the user is deleted, and the store may still have the session.
   */
  async deleteUser(options?: CallOptions): Promise<DropOutcome> {
    const { session } = this.#person;
    const time = this.#person.time(options);
    const drop = () => dropOutcome(time.give(deadline => session.drop(deadline)));
    try {
      await this.#person.call('DeleteUser', {}, time);
    } catch (error) {
      if (endsSession(error)) await drop();
      throw error;
    }
    return await drop();
  }

  /** Sends a code to verify an attribute of the signed-in user (GetUserAttributeVerificationCode). */
  async sendVerification(
    attribute: O.Contact = 'email',
    options?: CallOptions,
  ): Promise<CodeDelivery | undefined> {
    const input = { AttributeName: check(O.contact, attribute, 'attribute') };
    const output = await this.#person.call('GetUserAttributeVerificationCode', input, options);
    return codeDelivery(output.CodeDeliveryDetails);
  }

  /** Verifies an attribute with the code that was sent (VerifyUserAttribute). */
  async validateVerification(
    code: string,
    attribute: O.Contact = 'email',
    options?: CallOptions,
  ): Promise<void> {
    const input = { AttributeName: check(O.contact, attribute, 'attribute'), Code: text(code, 'code') };
    await this.#person.call('VerifyUserAttribute', input, options);
  }

  /** How the signed-in user can sign in (GetUserAuthFactors). */
  async getUserAuthFactors(options?: CallOptions): Promise<AuthFactors> {
    const output = await this.#person.call('GetUserAuthFactors', {}, options);
    return {
      username: output.Username ?? '',
      preferredMfa: output.PreferredMfaSetting,
      mfa: output.UserMFASettingList ?? [],
      firstFactors: output.ConfiguredUserAuthFactors ?? [],
    };
  }

  /**
   * Asks for a secret for an authenticator app (AssociateSoftwareToken). Show it with `await qrCode(uri, 'terminal')`, then
   * call {@link verifySoftwareToken}. An authenticator that is set up already works until then.
   */
  async associateSoftwareToken(options: O.AssociateSoftwareTokenOptions = {}): Promise<SoftwareToken> {
    const { issuer, ...call } = check(O.associateOptions, options, 'options');
    const username = this.#person.named();
    return softwareTokenFrom(await this.#person.call('AssociateSoftwareToken', {}, call), {
      username,
      issuer,
    });
  }

  /**
   * Proves that the authenticator has the secret (VerifySoftwareToken). Turn it on with {@link setUserMfaPreference}.
   *
   * @throws {EnableSoftwareTokenMfaError} when the code is not the current one.
   */
  async verifySoftwareToken(code: string, options: O.VerifySoftwareTokenOptions = {}): Promise<void> {
    const { deviceName, ...call } = check(O.verifySoftwareTokenOptions, options, 'options');
    const input = { UserCode: text(code, 'code'), FriendlyDeviceName: deviceName };
    assertCodeAccepted(await this.#person.call('VerifySoftwareToken', input, call));
  }

  /** Turns second factors on and off and sets the preferred one (SetUserMFAPreference). */
  async setUserMfaPreference(preference: MfaPreference, options?: CallOptions): Promise<void> {
    await this.#person.call('SetUserMFAPreference', mfaSettings(preference), options);
  }

  /** The signed-in user's valid sessions (ListUserSessions), where the pool tracks sessions. */
  listSessions(options?: CallOptions): Pages<UserSession> {
    const call = checkCallOptions(options);
    return pages(async NextToken => {
      const output = await this.#person.call('ListUserSessions', { NextToken }, call);
      return { items: (output.Sessions ?? []).map(sessionFrom), nextToken: output.NextToken };
    });
  }

  /**
   * Ends another session, such as one on a lost phone (RevokeUserSession). This one ends by `logout` or `revoke`.
   *
   * @throws {ResourceNotFoundError} when it is over already.
   */
  async revokeSession(sessionId: string, options: RevokeSessionOptions = {}): Promise<void> {
    const { RevokeAssociatedSessions, call } = checkRevokeSession(options);
    const input = { SessionId: text(sessionId, 'sessionId'), RevokeAssociatedSessions };
    await this.#person.call('RevokeUserSession', input, call);
  }

  async #updateAttributes(
    UserAttributes: AttributeType[],
    options?: CallOptions,
  ): Promise<readonly CodeDelivery[]> {
    const output = await this.#person.call('UpdateUserAttributes', { UserAttributes }, options);
    return (output.CodeDeliveryDetailsList ?? []).flatMap(details => codeDelivery(details) ?? []);
  }

  get #api() {
    return this.#person.pool.api;
  }
}
