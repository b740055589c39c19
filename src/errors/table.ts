import { type ErrorRow, refusal } from './row.js';
import * as E from './service.js';

const notAuthorized = refusal(E.NotAuthorizedError, 'NOT_AUTHORIZED', [
  [/^Incorrect username or password/i, 'BAD_CREDENTIALS'],
  [/^User is disabled/i, 'USER_DISABLED'],
  [/attempts exceeded/i, 'LOCKED_OUT'],
  [/^Temporary password has expired/i, 'TEMPORARY_PASSWORD_EXPIRED'],
  [/session can only be used once/i, 'SESSION_SPENT'],
  [/session is expired/i, 'SESSION_EXPIRED'],
  [/^Invalid session/i, 'SESSION_INVALID'],
  [/(SECRET_HASH|ClientSecret) was not received/i, 'SECRET_HASH_MISSING'],
  [/(SecretHash|ClientSecret) does not match|verify secret hash/i, 'SECRET_HASH_WRONG'],
  [/^Access Token has expired/i, 'ACCESS_TOKEN_EXPIRED'],
  [/^Access Token has been revoked/i, 'ACCESS_TOKEN_REVOKED'],
  [/does not have required scopes/i, 'ACCESS_TOKEN_LACKS_SCOPE'],
  [/Access Token/i, 'ACCESS_TOKEN_INVALID'],
  [/^Refresh Token has expired/i, 'REFRESH_TOKEN_EXPIRED'],
  [/^Refresh Token has been revoked/i, 'REFRESH_TOKEN_REVOKED'],
  [/Refresh Token/i, 'REFRESH_TOKEN_INVALID'],
  [/unauthorized attribute/i, 'ATTRIBUTE_NOT_WRITABLE'],
  [/^Cannot modify an already provided/i, 'ATTRIBUTE_ALREADY_SET'],
  [/current (status|state)/i, 'USER_STATE'],
]);

const invalidParameter = refusal(E.InvalidParameterError, 'INVALID_PARAMETER', [
  [/flow not enabled/i, 'FLOW_NOT_ENABLED'],
  [/already confirmed/i, 'ALREADY_CONFIRMED'],
  [/no registered\/verified/i, 'NO_VERIFIED_CONTACT'],
  [/has not verified software token/i, 'TOTP_NOT_VERIFIED'],
  [/phone_number set/i, 'NO_PHONE_NUMBER'],
  [/conform to the schema/i, 'SCHEMA'],
]);

const resourceNotFound = refusal(E.ResourceNotFoundError, 'RESOURCE_NOT_FOUND', [
  [/^Device does not exist/i, 'DEVICE_NOT_FOUND'],
  [/^User pool client/i, 'CLIENT_NOT_FOUND'],
  [/^User pool/i, 'POOL_NOT_FOUND'],
  [/group/i, 'GROUP_NOT_FOUND'],
]);

const tooManyRequests = refusal(E.TooManyRequestsError, 'TOO_MANY_REQUESTS');
const unsupportedOperation = refusal(E.UnsupportedError, 'UNSUPPORTED_OPERATION');
const poolConfiguration = refusal(E.ConfigurationRefusedError, 'POOL_CONFIGURATION');
const accessDenied = refusal(E.AccessDeniedError, 'ACCESS_DENIED');
const serviceFailure = refusal(E.InternalServiceError, 'SERVICE_FAILURE');

/** Every exception of Cognito that has a name here. */
export const errorTable: Readonly<Record<string, ErrorRow>> = {
  NotAuthorizedException: notAuthorized,
  UserNotFoundException: refusal(E.UserNotFoundError, 'USER_NOT_FOUND'),
  UserNotConfirmedException: refusal(E.UserNotConfirmedError, 'USER_NOT_CONFIRMED'),
  PasswordResetRequiredException: refusal(E.PasswordResetRequiredError, 'PASSWORD_RESET_REQUIRED'),
  UsernameExistsException: refusal(E.UsernameExistsError, 'USERNAME_EXISTS'),
  AliasExistsException: refusal(E.AliasExistsError, 'ALIAS_EXISTS'),
  GroupExistsException: refusal(E.GroupExistsError, 'GROUP_EXISTS'),
  DuplicateProviderException: refusal(E.IdentityProviderExistsError, 'IDENTITY_PROVIDER_EXISTS'),
  DeviceKeyExistsException: refusal(E.DeviceKeyExistsError, 'DEVICE_KEY_EXISTS'),
  CodeMismatchException: refusal(E.CodeMismatchError, 'CODE_MISMATCH'),
  ExpiredCodeException: refusal(E.ExpiredCodeError, 'CODE_EXPIRED', [
    [/software token/i, 'TOTP_ALREADY_USED'],
  ]),
  CodeDeliveryFailureException: refusal(E.CodeDeliveryFailureError, 'CODE_DELIVERY_FAILED'),
  InvalidPasswordException: refusal(E.InvalidPasswordError, 'PASSWORD_POLICY'),
  PasswordHistoryPolicyViolationException: refusal(E.PasswordHistoryError, 'PASSWORD_USED_BEFORE'),
  InvalidParameterException: invalidParameter,
  ResourceNotFoundException: resourceNotFound,
  TooManyRequestsException: tooManyRequests,
  ThrottlingException: tooManyRequests,
  LimitExceededException: refusal(E.LimitExceededError, 'LIMIT_EXCEEDED'),
  TooManyFailedAttemptsException: refusal(E.LimitExceededError, 'TOO_MANY_FAILED_ATTEMPTS'),
  MFAMethodNotFoundException: refusal(E.MfaMethodNotFoundError, 'MFA_METHOD_NOT_FOUND'),
  SoftwareTokenMFANotFoundException: refusal(E.MfaMethodNotFoundError, 'TOTP_NOT_ENABLED'),
  EnableSoftwareTokenMFAException: refusal(E.EnableSoftwareTokenMfaError, 'TOTP_CODE_MISMATCH'),
  UserLambdaValidationException: refusal(E.TriggerError, 'TRIGGER_REFUSED'),
  UnexpectedLambdaException: refusal(E.TriggerError, 'TRIGGER_FAILED'),
  InvalidLambdaResponseException: refusal(E.TriggerError, 'TRIGGER_BAD_RESPONSE'),
  UnsupportedUserStateException: refusal(E.UnsupportedError, 'UNSUPPORTED_USER_STATE'),
  UnsupportedOperationException: unsupportedOperation,
  OperationNotEnabledException: refusal(E.UnsupportedError, 'OPERATION_NOT_ENABLED'),
  UnsupportedTokenTypeException: refusal(E.UnsupportedError, 'UNSUPPORTED_TOKEN_TYPE'),
  // cognito-local's word.
  Unsupported: unsupportedOperation,
  UnknownOperationException: unsupportedOperation,
  RefreshTokenReuseException: refusal(E.RefreshTokenReuseError, 'REFRESH_TOKEN_REUSED'),
  InvalidUserPoolConfigurationException: poolConfiguration,
  InvalidEmailRoleAccessPolicyException: poolConfiguration,
  InvalidSmsRoleAccessPolicyException: poolConfiguration,
  InvalidSmsRoleTrustRelationshipException: poolConfiguration,
  FeatureUnavailableInTierException: refusal(E.ConfigurationRefusedError, 'FEATURE_NOT_IN_TIER'),
  ConcurrentModificationException: refusal(E.ConfigurationRefusedError, 'CONCURRENT_MODIFICATION'),
  WebAuthnChallengeNotFoundException: refusal(E.WebAuthnError, 'WEB_AUTHN_CHALLENGE_NOT_FOUND'),
  WebAuthnClientMismatchException: refusal(E.WebAuthnError, 'WEB_AUTHN_CLIENT_MISMATCH'),
  WebAuthnConfigurationMissingException: refusal(E.WebAuthnError, 'WEB_AUTHN_CONFIGURATION_MISSING'),
  WebAuthnCredentialNotSupportedException: refusal(E.WebAuthnError, 'WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED'),
  WebAuthnNotEnabledException: refusal(E.WebAuthnError, 'WEB_AUTHN_NOT_ENABLED'),
  WebAuthnOriginNotAllowedException: refusal(E.WebAuthnError, 'WEB_AUTHN_ORIGIN_NOT_ALLOWED'),
  WebAuthnRelyingPartyMismatchException: refusal(E.WebAuthnError, 'WEB_AUTHN_RELYING_PARTY_MISMATCH'),
  AccessDeniedException: accessDenied,
  UnrecognizedClientException: accessDenied,
  InvalidSignatureException: accessDenied,
  ExpiredTokenException: accessDenied,
  MissingAuthenticationTokenException: refusal(E.AccessDeniedError, 'CREDENTIALS_MISSING'),
  ForbiddenException: refusal(E.AccessDeniedError, 'FORBIDDEN'),
  UnauthorizedException: refusal(E.AccessDeniedError, 'UNAUTHORIZED_CLIENT'),
  InternalErrorException: serviceFailure,
  InternalFailure: serviceFailure,
  ServiceUnavailableException: serviceFailure,
};
