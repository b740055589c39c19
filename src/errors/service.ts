import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { ServiceErrorCodes as Codes, ServiceErrorCode } from './codes.js';

/** What Cognito said when it refused a call. */
export interface ServiceErrorDetails<Code extends ServiceErrorCode> extends PortcullisErrorOptions {
  readonly code: Code;
  /** The Cognito operation that was refused, such as `InitiateAuth`. */
  readonly operation: string;
  /** The exception's name on the wire, such as `NotAuthorizedException`. */
  readonly awsName: string;
  /** The service's own words. */
  readonly awsMessage: string;
  readonly httpStatus?: number | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Cognito answered, and the answer was no. There is one subclass for each exception, or for a few exceptions that ask
 * for the same; `code` tells apart the reasons that share an exception and differ only in their message.
 *
 * ```ts
 * import { type Cognito } from 'portcullis';
 * import { InvalidPasswordError, ServiceError } from 'portcullis/errors';
 *
 * export async function change(cognito: Cognito, from: string, to: string): Promise<string> {
 *   try {
 *     await cognito.changePassword(from, to);
 *     return 'Changed.';
 *   } catch (error) {
 *     if (error instanceof InvalidPasswordError) return error.awsMessage;
 *     if (error instanceof ServiceError && error.code === 'BAD_CREDENTIALS') return 'The old password is wrong.';
 *     throw error;
 *   }
 * }
 * ```
 */
export class ServiceError<Code extends ServiceErrorCode = ServiceErrorCode> extends PortcullisError {
  static override readonly portcullis: string = 'ServiceError';

  readonly code: Code;
  readonly operation: string;
  readonly awsName: string;
  readonly awsMessage: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;

  constructor(details: ServiceErrorDetails<Code>) {
    super(details.awsMessage || details.awsName, details);
    this.code = details.code;
    this.operation = details.operation;
    this.awsName = details.awsName;
    this.awsMessage = details.awsMessage;
    this.httpStatus = details.httpStatus;
    this.requestId = details.requestId;
  }
}

/**
 * NotAuthorizedException: wrong credentials, or a session, token or secret hash that does not count. Its many codes say
 * which: `BAD_CREDENTIALS` and `LOCKED_OUT` are for the person who signs in, `SESSION_…` mean to begin the sign-in again, as
 * does `DEVICE_REFUSED`: the password was right, and the stored secret of a tracked device was not and is dropped.
 * `ACCESS_TOKEN_…` and `REFRESH_TOKEN_…` to renew or sign in again, `SECRET_HASH_…` to correct the configuration.
 */
export class NotAuthorizedError extends ServiceError<Codes['NotAuthorizedError']> {
  static override readonly portcullis: string = 'NotAuthorizedError';
}

/** `USER_NOT_FOUND`: the pool has no such user, or the user was deleted. Many app clients hide it as `BAD_CREDENTIALS`. */
export class UserNotFoundError extends ServiceError<Codes['UserNotFoundError']> {
  static override readonly portcullis: string = 'UserNotFoundError';
}

/** `USER_NOT_CONFIRMED`: the sign-up waits for its code. Confirm it, then sign in. */
export class UserNotConfirmedError extends ServiceError<Codes['UserNotConfirmedError']> {
  static override readonly portcullis: string = 'UserNotConfirmedError';
}

/** `PASSWORD_RESET_REQUIRED`: an administrator reset the password. Set a new one with the code that was sent. */
export class PasswordResetRequiredError extends ServiceError<Codes['PasswordResetRequiredError']> {
  static override readonly portcullis: string = 'PasswordResetRequiredError';
}

/** `USERNAME_EXISTS`: another user has this username. Choose another. */
export class UsernameExistsError extends ServiceError<Codes['UsernameExistsError']> {
  static override readonly portcullis: string = 'UsernameExistsError';
}

/** `ALIAS_EXISTS`: another user signs in with this e-mail address, phone number or preferred username. */
export class AliasExistsError extends ServiceError<Codes['AliasExistsError']> {
  static override readonly portcullis: string = 'AliasExistsError';
}

/** `GROUP_EXISTS`: the pool has a group of this name. Update it instead. */
export class GroupExistsError extends ServiceError<Codes['GroupExistsError']> {
  static override readonly portcullis: string = 'GroupExistsError';
}

/** `IDENTITY_PROVIDER_EXISTS`: the pool has an identity provider of this name. Update it instead. */
export class IdentityProviderExistsError extends ServiceError<Codes['IdentityProviderExistsError']> {
  static override readonly portcullis: string = 'IdentityProviderExistsError';
}

/** `DEVICE_KEY_EXISTS`: the device was confirmed already. */
export class DeviceKeyExistsError extends ServiceError<Codes['DeviceKeyExistsError']> {
  static override readonly portcullis: string = 'DeviceKeyExistsError';
}

/** `CODE_MISMATCH`: the code was wrong. What it answers stays open: ask for the code again. */
export class CodeMismatchError extends ServiceError<Codes['CodeMismatchError']> {
  static override readonly portcullis: string = 'CodeMismatchError';
}

/** `CODE_EXPIRED`: ask for a new code. `TOTP_ALREADY_USED`: wait for the authenticator's next one. */
export class ExpiredCodeError extends ServiceError<Codes['ExpiredCodeError']> {
  static override readonly portcullis: string = 'ExpiredCodeError';
}

/** `CODE_DELIVERY_FAILED`: Cognito could not send the code. Check the pool's e-mail and SMS configuration. */
export class CodeDeliveryFailureError extends ServiceError<Codes['CodeDeliveryFailureError']> {
  static override readonly portcullis: string = 'CodeDeliveryFailureError';
}

/** `PASSWORD_POLICY`: the password does not fit the pool's policy. `awsMessage` says what it lacks. */
export class InvalidPasswordError extends ServiceError<Codes['InvalidPasswordError']> {
  static override readonly portcullis: string = 'InvalidPasswordError';
}

/** `PASSWORD_USED_BEFORE`: the pool keeps a history, and this password is in it. Choose another. */
export class PasswordHistoryError extends ServiceError<Codes['PasswordHistoryError']> {
  static override readonly portcullis: string = 'PasswordHistoryError';
}

/** InvalidParameterException: the pool or the user is not set up for the call (see the codes), or an argument is wrong. */
export class InvalidParameterError extends ServiceError<Codes['InvalidParameterError']> {
  static override readonly portcullis: string = 'InvalidParameterError';
}

/** ResourceNotFoundException: no such pool, app client, group or device, as the code says. Check the name and the region. */
export class ResourceNotFoundError extends ServiceError<Codes['ResourceNotFoundError']> {
  static override readonly portcullis: string = 'ResourceNotFoundError';
}

/** `TOO_MANY_REQUESTS`: too many at once. The call was already retried with back-off: call less often. */
export class TooManyRequestsError extends ServiceError<Codes['TooManyRequestsError']> {
  static override readonly portcullis: string = 'TooManyRequestsError';
}

/** `LIMIT_EXCEEDED`, `TOO_MANY_FAILED_ATTEMPTS`: a limit of this user or of the account, for minutes or hours. Wait. */
export class LimitExceededError extends ServiceError<Codes['LimitExceededError']> {
  static override readonly portcullis: string = 'LimitExceededError';
}

/** `MFA_METHOD_NOT_FOUND`: the user has no way to receive a code. `TOTP_NOT_ENABLED`: the pool has no software tokens. */
export class MfaMethodNotFoundError extends ServiceError<Codes['MfaMethodNotFoundError']> {
  static override readonly portcullis: string = 'MfaMethodNotFoundError';
}

/** `TOTP_CODE_MISMATCH`: VerifySoftwareToken refused the code. Check the clock and send the authenticator's current one. */
export class EnableSoftwareTokenMfaError extends ServiceError<Codes['EnableSoftwareTokenMfaError']> {
  static override readonly portcullis: string = 'EnableSoftwareTokenMfaError';
}

/**
 * A Lambda trigger of the pool refused (`TRIGGER_REFUSED`, its words are in `awsMessage`), failed (`TRIGGER_FAILED`), or
 * returned what Cognito cannot use (`TRIGGER_BAD_RESPONSE`).
 */
export class TriggerError extends ServiceError<Codes['TriggerError']> {
  static override readonly portcullis: string = 'TriggerError';
}

/** The operation does not go with this user's state, this pool or this token, as the code says. */
export class UnsupportedError extends ServiceError<Codes['UnsupportedError']> {
  static override readonly portcullis: string = 'UnsupportedError';
}

/** `REFRESH_TOKEN_REUSED`: rotation had already replaced the refresh token. The session is over: sign in again. */
export class RefreshTokenReuseError extends ServiceError<Codes['RefreshTokenReuseError']> {
  static override readonly portcullis: string = 'RefreshTokenReuseError';
}

/** The pool's own configuration stands in the way, its tier does, or a change of it at the same time. */
export class ConfigurationRefusedError extends ServiceError<Codes['ConfigurationRefusedError']> {
  static override readonly portcullis: string = 'ConfigurationRefusedError';
}

/** A passkey could not be registered or used; the code says why, the advice what to do. */
export class WebAuthnError extends ServiceError<Codes['WebAuthnError']> {
  static override readonly portcullis: string = 'WebAuthnError';
}

/**
 * AWS refused the program, not the user: AWS credentials that are missing, wrong or without permission, an app client
 * that is not the token's, or a web application firewall.
 */
export class AccessDeniedError extends ServiceError<Codes['AccessDeniedError']> {
  static override readonly portcullis: string = 'AccessDeniedError';
}

/** `SERVICE_FAILURE`: Cognito failed (HTTP 500). Where that is safe the call was already retried: try later. */
export class InternalServiceError extends ServiceError<Codes['InternalServiceError']> {
  static override readonly portcullis: string = 'InternalServiceError';
}

/** `UNKNOWN`: an exception that this version does not know by name. `awsName` and `awsMessage` say what it is. */
export class UnknownServiceError extends ServiceError<Codes['UnknownServiceError']> {
  static override readonly portcullis: string = 'UnknownServiceError';
}
