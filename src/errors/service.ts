import { PortcullisError, type PortcullisErrorOptions } from './base.js';

/** What Cognito said when it refused a call. */
export interface ServiceErrorDetails<Code extends string> extends PortcullisErrorOptions {
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
 * Cognito answered, and the answer was no. There is one subclass for each exception; `code` tells apart the
 * reasons that share an exception and differ only in their message.
 */
export class ServiceError<Code extends string = string> extends PortcullisError {
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

export class NotAuthorizedError extends ServiceError<
  | 'NOT_AUTHORIZED'
  | 'BAD_CREDENTIALS'
  | 'USER_DISABLED'
  | 'LOCKED_OUT'
  | 'TEMPORARY_PASSWORD_EXPIRED'
  | 'SESSION_SPENT'
  | 'SESSION_EXPIRED'
  | 'SESSION_INVALID'
  | 'SECRET_HASH_MISSING'
  | 'SECRET_HASH_WRONG'
  | 'ACCESS_TOKEN_INVALID'
  | 'ACCESS_TOKEN_EXPIRED'
  | 'ACCESS_TOKEN_REVOKED'
  | 'ACCESS_TOKEN_LACKS_SCOPE'
  | 'REFRESH_TOKEN_INVALID'
  | 'REFRESH_TOKEN_EXPIRED'
  | 'REFRESH_TOKEN_REVOKED'
  | 'ATTRIBUTE_NOT_WRITABLE'
  | 'ATTRIBUTE_ALREADY_SET'
  | 'USER_STATE'
> {}
export class UserNotFoundError extends ServiceError<'USER_NOT_FOUND'> {}
export class UserNotConfirmedError extends ServiceError<'USER_NOT_CONFIRMED'> {}
export class PasswordResetRequiredError extends ServiceError<'PASSWORD_RESET_REQUIRED'> {}
export class UsernameExistsError extends ServiceError<'USERNAME_EXISTS'> {}
export class AliasExistsError extends ServiceError<'ALIAS_EXISTS'> {}
export class GroupExistsError extends ServiceError<'GROUP_EXISTS'> {}
export class IdentityProviderExistsError extends ServiceError<'IDENTITY_PROVIDER_EXISTS'> {}
export class DeviceKeyExistsError extends ServiceError<'DEVICE_KEY_EXISTS'> {}
/** The code was wrong. Where it answered a challenge, the same challenge may be answered again. */
export class CodeMismatchError extends ServiceError<'CODE_MISMATCH'> {}
export class ExpiredCodeError extends ServiceError<'CODE_EXPIRED' | 'TOTP_ALREADY_USED'> {}
export class CodeDeliveryFailureError extends ServiceError<'CODE_DELIVERY_FAILED'> {}
export class InvalidPasswordError extends ServiceError<'PASSWORD_POLICY'> {}
export class PasswordHistoryError extends ServiceError<'PASSWORD_USED_BEFORE'> {}
export class InvalidParameterError extends ServiceError<
  | 'INVALID_PARAMETER'
  | 'FLOW_NOT_ENABLED'
  | 'ALREADY_CONFIRMED'
  | 'NO_VERIFIED_CONTACT'
  | 'TOTP_NOT_VERIFIED'
  | 'NO_PHONE_NUMBER'
  | 'SCHEMA'
> {}
export class ResourceNotFoundError extends ServiceError<
  'RESOURCE_NOT_FOUND' | 'DEVICE_NOT_FOUND' | 'POOL_NOT_FOUND' | 'CLIENT_NOT_FOUND' | 'GROUP_NOT_FOUND'
> {}
/** Too many requests at once. The SDK has already retried with back-off. */
export class TooManyRequestsError extends ServiceError<'TOO_MANY_REQUESTS'> {}
export class LimitExceededError extends ServiceError<'LIMIT_EXCEEDED' | 'TOO_MANY_FAILED_ATTEMPTS'> {}
export class MfaMethodNotFoundError extends ServiceError<'MFA_METHOD_NOT_FOUND' | 'TOTP_NOT_ENABLED'> {}
/** `VerifySoftwareToken` did not accept the code. */
export class EnableSoftwareTokenMfaError extends ServiceError<'TOTP_CODE_MISMATCH'> {}
export class TriggerError extends ServiceError<
  'TRIGGER_REFUSED' | 'TRIGGER_FAILED' | 'TRIGGER_BAD_RESPONSE'
> {}
export class UnsupportedError extends ServiceError<
  'UNSUPPORTED_USER_STATE' | 'UNSUPPORTED_OPERATION' | 'UNSUPPORTED_TOKEN_TYPE' | 'OPERATION_NOT_ENABLED'
> {}
/** A refresh token that rotation had already replaced was used again: the session is over. */
export class RefreshTokenReuseError extends ServiceError<'REFRESH_TOKEN_REUSED'> {}
export class ConfigurationRefusedError extends ServiceError<
  'POOL_CONFIGURATION' | 'FEATURE_NOT_IN_TIER' | 'CONCURRENT_MODIFICATION'
> {}
/** A passkey could not be registered or used. */
export class WebAuthnError extends ServiceError<
  | 'WEB_AUTHN_CHALLENGE_NOT_FOUND'
  | 'WEB_AUTHN_CLIENT_MISMATCH'
  | 'WEB_AUTHN_CONFIGURATION_MISSING'
  | 'WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED'
  | 'WEB_AUTHN_NOT_ENABLED'
  | 'WEB_AUTHN_ORIGIN_NOT_ALLOWED'
  | 'WEB_AUTHN_RELYING_PARTY_MISMATCH'
> {}
/** AWS refused the caller, not the user: credentials missing or without permission, or a web application firewall. */
export class AccessDeniedError extends ServiceError<
  'ACCESS_DENIED' | 'CREDENTIALS_MISSING' | 'FORBIDDEN' | 'UNAUTHORIZED_CLIENT'
> {}
/** Cognito failed (HTTP 500). The SDK has already retried. */
export class InternalServiceError extends ServiceError<'SERVICE_FAILURE'> {}
/** An exception that this version does not know by name. */
export class UnknownServiceError extends ServiceError<'UNKNOWN'> {}
