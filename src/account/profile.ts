import {
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  type AttributeMap,
  type Attributes,
  fromAttributeList,
  toAttributeList,
} from '../pool/attributes.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import { type CodeDelivery, codeDelivery } from './delivery.js';

/** The signed-in user, as the pool knows them now. */
export interface Profile {
  readonly username: string;
  readonly sub: string;
  /** By Cognito's names, or the application's where an attribute map gives one. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
  readonly preferredMfa: string | undefined;
  /** The second factors that are on. */
  readonly mfa: readonly string[];
}

/** GetUser. */
export async function getProfile(
  pool: PoolConnection,
  accessToken: string,
  attrMap: AttributeMap = {},
  options?: CallOptions,
): Promise<Profile> {
  const output = await pool.call(GetUserCommand, { AccessToken: accessToken }, options);
  return {
    username: output.Username ?? '',
    sub: output.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '',
    attributes: fromAttributeList(output.UserAttributes, attrMap),
    preferredMfa: output.PreferredMfaSetting,
    mfa: output.UserMFASettingList ?? [],
  };
}

/**
 * UpdateUserAttributes.
 *
 * @returns Where codes were sent to verify a new e-mail address or phone number.
 */
export async function updateProfile(
  pool: PoolConnection,
  accessToken: string,
  attributes: Attributes,
  attrMap: AttributeMap = {},
  options?: CallOptions,
): Promise<readonly CodeDelivery[]> {
  const input = { AccessToken: accessToken, UserAttributes: toAttributeList(attributes, attrMap) };
  const { CodeDeliveryDetailsList = [] } = await pool.call(UpdateUserAttributesCommand, input, options);
  return CodeDeliveryDetailsList.flatMap(details => codeDelivery(details) ?? []);
}

/** DeleteUserAttributes. */
export async function deleteProfileAttributes(
  pool: PoolConnection,
  accessToken: string,
  names: readonly string[],
  options?: CallOptions,
): Promise<void> {
  await pool.call(
    DeleteUserAttributesCommand,
    { AccessToken: accessToken, UserAttributeNames: [...names] },
    options,
  );
}

/** DeleteUser: the signed-in user's own account, for good. */
export async function deleteUser(
  pool: PoolConnection,
  accessToken: string,
  options?: CallOptions,
): Promise<void> {
  await pool.call(DeleteUserCommand, { AccessToken: accessToken }, options);
}

/** An attribute that can be verified with a code. */
export type Contact = 'email' | 'phone_number';

/** GetUserAttributeVerificationCode. */
export async function sendVerification(
  pool: PoolConnection,
  accessToken: string,
  attribute: Contact,
  options?: CallOptions,
): Promise<CodeDelivery | undefined> {
  const input = { AccessToken: accessToken, AttributeName: attribute };
  return codeDelivery(
    (await pool.call(GetUserAttributeVerificationCodeCommand, input, options)).CodeDeliveryDetails,
  );
}

/** VerifyUserAttribute. */
export async function validateVerification(
  pool: PoolConnection,
  accessToken: string,
  { attribute, code }: { readonly attribute: Contact; readonly code: string },
  options?: CallOptions,
): Promise<void> {
  const input = { AccessToken: accessToken, AttributeName: attribute, Code: code };
  await pool.call(VerifyUserAttributeCommand, input, options);
}

/** How the signed-in user can sign in. */
export interface AuthFactors {
  readonly username: string;
  readonly preferredMfa: string | undefined;
  readonly mfa: readonly string[];
  /** First factors: `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`. */
  readonly firstFactors: readonly string[];
}

/** GetUserAuthFactors. */
export async function getAuthFactors(
  pool: PoolConnection,
  accessToken: string,
  options?: CallOptions,
): Promise<AuthFactors> {
  const output = await pool.call(GetUserAuthFactorsCommand, { AccessToken: accessToken }, options);
  return {
    username: output.Username ?? '',
    preferredMfa: output.PreferredMfaSetting,
    mfa: output.UserMFASettingList ?? [],
    firstFactors: output.ConfiguredUserAuthFactors ?? [],
  };
}
