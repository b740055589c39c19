import {
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type AttributeMap, type Attributes, toAttributeList } from '../pool/attributes.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import { type CodeDelivery, codeDelivery } from './delivery.js';

/** Somebody who wants an account. */
export interface Registration {
  readonly username: string;
  /** Left out only where the pool lets people sign in without one. */
  readonly password?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly attrMap?: AttributeMap | undefined;
  /** Passed to the pre sign-up trigger, and not kept. */
  readonly validationData?: Attributes | undefined;
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** What became of a registration. */
export interface Registered {
  readonly sub: string;
  /** Whether the account works already; otherwise it waits for the code. */
  readonly confirmed: boolean;
  readonly delivery: CodeDelivery | undefined;
}

/**
 * SignUp.
 *
 * @throws {UsernameExistsError | InvalidPasswordError | InvalidParameterError}
 */
export async function signUp(
  pool: PoolConnection,
  who: Registration,
  options?: CallOptions,
): Promise<Registered> {
  const output = await pool.callAs(
    SignUpCommand,
    client => ({
      ...client.named(who.username),
      Password: who.password,
      UserAttributes: toAttributeList(who.attributes ?? {}, who.attrMap),
      ValidationData: who.validationData && toAttributeList(who.validationData, {}, 'validationData'),
      ClientMetadata: who.clientMetadata,
    }),
    options,
  );
  return {
    sub: output.UserSub ?? '',
    confirmed: output.UserConfirmed ?? false,
    delivery: codeDelivery(output.CodeDeliveryDetails),
  };
}

/** What confirms a sign-up. */
export interface SignUpConfirmation {
  readonly username: string;
  readonly code: string;
  /** Takes the e-mail or phone alias away from another user who has it. Default false. */
  readonly forceAliasCreation?: boolean | undefined;
}

/**
 * ConfirmSignUp.
 *
 * @throws {CodeMismatchError | ExpiredCodeError | AliasExistsError}
 */
export async function confirmSignUp(
  pool: PoolConnection,
  { username, code, forceAliasCreation = false }: SignUpConfirmation,
  options?: CallOptions,
): Promise<void> {
  const confirmation = { ConfirmationCode: code, ForceAliasCreation: forceAliasCreation };
  await pool.callAs(
    ConfirmSignUpCommand,
    client => ({ ...client.named(username), ...confirmation }),
    options,
  );
}

/** ResendConfirmationCode. The earlier code stops working. */
export async function resendConfirmationCode(
  pool: PoolConnection,
  username: string,
  options?: CallOptions,
): Promise<CodeDelivery | undefined> {
  const output = await pool.callAs(ResendConfirmationCodeCommand, client => client.named(username), options);
  return codeDelivery(output.CodeDeliveryDetails);
}
