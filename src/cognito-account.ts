import type { CodeDelivery } from './account/delivery.js';
import * as devices from './account/devices.js';
import { type MfaPreference, setUserMfaPreference } from './account/mfa-preference.js';
import { changePassword, confirmForgotPassword, forgotPassword } from './account/password.js';
import * as profile from './account/profile.js';
import * as sessions from './account/sessions.js';
import {
  confirmSignUp,
  type Registered,
  type Registration,
  resendConfirmationCode,
  signUp,
} from './account/sign-up.js';
import { associateSoftwareToken, type SoftwareToken, verifySoftwareToken } from './account/software-token.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import type { AttributeMap, Attributes } from './pool/attributes.js';
import type { CallOptions, PoolConnection } from './pool/connection.js';
import type { Pages } from './pool/pages.js';

/**
 * What a person does with their own account, signed in or not yet. The first part of {@link Cognito}: it is made of four,
 * each to be read in one sitting.
 */
export abstract class CognitoAccount {
  protected abstract readonly pool: PoolConnection;
  abstract get username(): string | undefined;

  /** The access token, renewed first when it is about to expire. */
  abstract getAccessToken(options?: CallOptions): Promise<string>;

  /** The device that this session was signed in with. */
  protected abstract get deviceKey(): string | undefined;

  /** Drops the secrets of the device that this session was signed in with. */
  protected abstract forgetDeviceSecrets(): Promise<void>;

  /**
   * Registers a person (SignUp).
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
  async register(
    who: Omit<Registration, 'username'> & { readonly username?: string },
    options?: CallOptions,
  ): Promise<Registered> {
    return signUp(this.pool, { ...who, username: this.named(who.username) }, options);
  }

  /**
   * Confirms a registration with the code that was sent (ConfirmSignUp).
   *
   * @throws {CodeMismatchError | ExpiredCodeError | AliasExistsError}
   */
  async confirmSignUp(
    code: string,
    options: CallOptions & { readonly username?: string; readonly forceAliasCreation?: boolean } = {},
  ): Promise<void> {
    const { username, forceAliasCreation } = options;
    await confirmSignUp(this.pool, { username: this.named(username), code, forceAliasCreation }, options);
  }

  /** Sends the registration's code again (ResendConfirmationCode). The earlier one stops working. */
  async resendConfirmationCode(
    options: CallOptions & { readonly username?: string } = {},
  ): Promise<CodeDelivery | undefined> {
    return resendConfirmationCode(this.pool, this.named(options.username), options);
  }

  /** Sends a code for a forgotten password (ForgotPassword). The old password works until a new one is confirmed. */
  async initiateForgotPassword(options?: CallOptions): Promise<CodeDelivery | undefined> {
    return forgotPassword(this.pool, this.named(), options);
  }

  /** Sets a new password with the code that was sent (ConfirmForgotPassword). */
  async confirmForgotPassword(code: string, password: string, options?: CallOptions): Promise<void> {
    await confirmForgotPassword(this.pool, { username: this.named(), code, password }, options);
  }

  /**
   * Changes the password of the signed-in user (ChangePassword).
   *
   * @param previous `undefined` for a user who has had none.
   * @throws {NotAuthorizedError} when `previous` is wrong.
   * @throws {InvalidPasswordError} when `proposed` does not fit the pool's policy.
   */
  async changePassword(previous: string | undefined, proposed: string, options?: CallOptions): Promise<void> {
    await changePassword(this.pool, await this.getAccessToken(options), { previous, proposed }, options);
  }

  /** The signed-in user as the pool knows them now (GetUser). */
  async getUser(options: CallOptions & { readonly attrMap?: AttributeMap } = {}): Promise<profile.Profile> {
    return profile.getProfile(this.pool, await this.getAccessToken(options), options.attrMap, options);
  }

  /**
   * Changes attributes of the signed-in user (UpdateUserAttributes).
   *
   * @returns Where codes were sent to verify a new e-mail address or phone number.
   */
  async updateProfile(
    attributes: Attributes,
    options: CallOptions & { readonly attrMap?: AttributeMap } = {},
  ): Promise<readonly CodeDelivery[]> {
    return profile.updateProfile(
      this.pool,
      await this.getAccessToken(options),
      attributes,
      options.attrMap,
      options,
    );
  }

  /** Removes attributes of the signed-in user (DeleteUserAttributes). */
  async deleteProfileAttributes(names: readonly string[], options?: CallOptions): Promise<void> {
    await profile.deleteProfileAttributes(this.pool, await this.getAccessToken(options), names, options);
  }

  /** Deletes the signed-in user's own account for good (DeleteUser). */
  async deleteUser(options?: CallOptions): Promise<void> {
    await profile.deleteUser(this.pool, await this.getAccessToken(options), options);
  }

  /** Sends a code to verify an attribute of the signed-in user (GetUserAttributeVerificationCode). */
  async sendVerification(
    attribute: profile.Contact = 'email',
    options?: CallOptions,
  ): Promise<CodeDelivery | undefined> {
    return profile.sendVerification(this.pool, await this.getAccessToken(options), attribute, options);
  }

  /** Verifies an attribute with the code that was sent (VerifyUserAttribute). */
  async validateVerification(
    code: string,
    attribute: profile.Contact = 'email',
    options?: CallOptions,
  ): Promise<void> {
    await profile.validateVerification(
      this.pool,
      await this.getAccessToken(options),
      { attribute, code },
      options,
    );
  }

  /** How the signed-in user can sign in (GetUserAuthFactors). */
  async getUserAuthFactors(options?: CallOptions): Promise<profile.AuthFactors> {
    return profile.getAuthFactors(this.pool, await this.getAccessToken(options), options);
  }

  /**
   * Asks for a secret for an authenticator app (AssociateSoftwareToken). Show it with `qrCode(uri, 'terminal')`, then
   * call {@link verifySoftwareToken}.
   *
   * @param options.issuer What the authenticator shows beside the username. Default `Cognito`.
   */
  async associateSoftwareToken(
    options: CallOptions & { readonly issuer?: string } = {},
  ): Promise<SoftwareToken> {
    const label = { username: this.named(), issuer: options.issuer };
    return associateSoftwareToken(
      this.pool,
      { AccessToken: await this.getAccessToken(options) },
      label,
      options,
    );
  }

  /**
   * Proves that the authenticator has the secret (VerifySoftwareToken). Turn it on with {@link setUserMfaPreference}.
   *
   * @throws {EnableSoftwareTokenMfaError} when the code is not the current one.
   */
  async verifySoftwareToken(
    code: string,
    options: CallOptions & { readonly deviceName?: string } = {},
  ): Promise<void> {
    const proof = { code, deviceName: options.deviceName };
    await verifySoftwareToken(this.pool, { AccessToken: await this.getAccessToken(options) }, proof, options);
  }

  /** Turns second factors on and off and says which comes first (SetUserMFAPreference). */
  async setUserMfaPreference(preference: MfaPreference, options?: CallOptions): Promise<void> {
    await setUserMfaPreference(this.pool, await this.getAccessToken(options), preference, options);
  }

  /** The signed-in user's sign-ins that are still good (ListUserSessions), where the pool tracks sessions. */
  listSessions(options?: CallOptions): Pages<sessions.UserSession> {
    return sessions.listSessions(this.pool, () => this.getAccessToken(options), options);
  }

  /**
   * Ends another of them, such as one on a lost phone (RevokeUserSession). This one ends by `logout` or `revoke`.
   *
   * @throws {ResourceNotFoundError} when it is over already.
   */
  async revokeSession(sessionId: string, options?: sessions.RevokeSessionOptions): Promise<void> {
    await sessions.revokeSession(this.pool, await this.getAccessToken(options), sessionId, options);
  }

  /** The devices that the pool tracks for the signed-in user (ListDevices), fetched as they are read. */
  listDevices(options?: CallOptions): Pages<devices.Device> {
    return devices.listDevices(this.pool, () => this.getAccessToken(options), options);
  }

  /** One tracked device (GetDevice). Default: the one that this session was signed in with. */
  async getDevice(deviceKey?: string, options?: CallOptions): Promise<devices.Device> {
    return devices.getDevice(this.pool, await this.getAccessToken(options), this.#device(deviceKey), options);
  }

  /** Lets a device stand in for the second factor (UpdateDeviceStatus). Default: this session's. */
  async rememberDevice(deviceKey?: string, options?: CallOptions): Promise<void> {
    await this.#updateDeviceStatus(deviceKey, true, options);
  }

  /** The device stays tracked and no longer stands in for the second factor (UpdateDeviceStatus). */
  async doNotRememberDevice(deviceKey?: string, options?: CallOptions): Promise<void> {
    await this.#updateDeviceStatus(deviceKey, false, options);
  }

  /** Stops tracking a device (ForgetDevice), and drops its secrets here if it is this session's. */
  async forgetDevice(deviceKey?: string, options?: CallOptions): Promise<void> {
    const key = this.#device(deviceKey);
    await devices.forgetDevice(this.pool, await this.getAccessToken(options), key, options);
    if (key === this.deviceKey) await this.forgetDeviceSecrets();
  }

  /** @throws {InvalidOptionError} when neither the call nor the constructor named a user. */
  protected named(username = this.username): string {
    if (!username)
      throw new InvalidOptionError('username', 'is missing: pass it to the constructor or to the call');
    return username;
  }

  async #updateDeviceStatus(
    deviceKey: string | undefined,
    remembered: boolean,
    options?: CallOptions,
  ): Promise<void> {
    const status = { deviceKey: this.#device(deviceKey), remembered };
    await devices.updateDeviceStatus(this.pool, await this.getAccessToken(options), status, options);
  }

  #device(deviceKey = this.deviceKey): string {
    if (!deviceKey)
      throw new InvalidOptionError('deviceKey', 'is missing, and this session has no tracked device');
    return deviceKey;
  }
}
