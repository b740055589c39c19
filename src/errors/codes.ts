/** The codes of Cognito's refusals, by the class of the error. */
export interface ServiceErrorCodes {
  NotAuthorizedError:
    | 'NOT_AUTHORIZED'
    | 'BAD_CREDENTIALS'
    | 'DEVICE_REFUSED'
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
    | 'USER_STATE';
  UserNotFoundError: 'USER_NOT_FOUND';
  UserNotConfirmedError: 'USER_NOT_CONFIRMED';
  PasswordResetRequiredError: 'PASSWORD_RESET_REQUIRED';
  UsernameExistsError: 'USERNAME_EXISTS';
  AliasExistsError: 'ALIAS_EXISTS';
  GroupExistsError: 'GROUP_EXISTS';
  IdentityProviderExistsError: 'IDENTITY_PROVIDER_EXISTS';
  DeviceKeyExistsError: 'DEVICE_KEY_EXISTS';
  CodeMismatchError: 'CODE_MISMATCH';
  ExpiredCodeError: 'CODE_EXPIRED' | 'TOTP_ALREADY_USED';
  CodeDeliveryFailureError: 'CODE_DELIVERY_FAILED';
  InvalidPasswordError: 'PASSWORD_POLICY';
  PasswordHistoryError: 'PASSWORD_USED_BEFORE';
  InvalidParameterError:
    | 'INVALID_PARAMETER'
    | 'FLOW_NOT_ENABLED'
    | 'ALREADY_CONFIRMED'
    | 'NO_VERIFIED_CONTACT'
    | 'TOTP_NOT_VERIFIED'
    | 'NO_PHONE_NUMBER'
    | 'SCHEMA';
  ResourceNotFoundError:
    | 'RESOURCE_NOT_FOUND'
    | 'DEVICE_NOT_FOUND'
    | 'POOL_NOT_FOUND'
    | 'CLIENT_NOT_FOUND'
    | 'GROUP_NOT_FOUND';
  TooManyRequestsError: 'TOO_MANY_REQUESTS';
  LimitExceededError: 'LIMIT_EXCEEDED' | 'TOO_MANY_FAILED_ATTEMPTS';
  MfaMethodNotFoundError: 'MFA_METHOD_NOT_FOUND' | 'TOTP_NOT_ENABLED';
  EnableSoftwareTokenMfaError: 'TOTP_CODE_MISMATCH';
  TriggerError: 'TRIGGER_REFUSED' | 'TRIGGER_FAILED' | 'TRIGGER_BAD_RESPONSE';
  UnsupportedError:
    | 'UNSUPPORTED_USER_STATE'
    | 'UNSUPPORTED_OPERATION'
    | 'UNSUPPORTED_TOKEN_TYPE'
    | 'OPERATION_NOT_ENABLED';
  RefreshTokenReuseError: 'REFRESH_TOKEN_REUSED';
  ConfigurationRefusedError: 'POOL_CONFIGURATION' | 'FEATURE_NOT_IN_TIER' | 'CONCURRENT_MODIFICATION';
  WebAuthnError:
    | 'WEB_AUTHN_CHALLENGE_NOT_FOUND'
    | 'WEB_AUTHN_CLIENT_MISMATCH'
    | 'WEB_AUTHN_CONFIGURATION_MISSING'
    | 'WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED'
    | 'WEB_AUTHN_NOT_ENABLED'
    | 'WEB_AUTHN_ORIGIN_NOT_ALLOWED'
    | 'WEB_AUTHN_RELYING_PARTY_MISMATCH';
  AccessDeniedError: 'ACCESS_DENIED' | 'CREDENTIALS_MISSING' | 'FORBIDDEN' | 'UNAUTHORIZED_CLIENT';
  InternalServiceError: 'SERVICE_FAILURE';
  UnknownServiceError: 'UNKNOWN';
}

/** The codes of all other errors, by the class. */
export interface OwnErrorCodes {
  InvalidOptionError: 'INVALID_OPTION';
  ConnectionError: 'CONNECTION_FAILED' | 'TIMED_OUT' | 'UNREADABLE_ANSWER';
  NotSentError: 'CREDENTIALS_MISSING' | 'CREDENTIALS_UNUSABLE' | 'PERMISSION_MISSING' | 'REQUEST_UNUSABLE';
  ChallengeRequiredError:
    | 'CHALLENGE_REQUIRED'
    | 'SOFTWARE_TOKEN_MFA_REQUIRED'
    | 'SMS_MFA_REQUIRED'
    | 'EMAIL_OTP_REQUIRED'
    | 'SMS_OTP_REQUIRED'
    | 'NEW_PASSWORD_REQUIRED'
    | 'SELECT_MFA_TYPE_REQUIRED'
    | 'MFA_SETUP_REQUIRED'
    | 'CUSTOM_CHALLENGE_REQUIRED'
    | 'SELECT_CHALLENGE_REQUIRED'
    | 'PASSWORD_REQUIRED'
    | 'PASSWORD_SRP_REQUIRED';
  SrpRefusedError: 'SRP_REFUSED';
  NotSignedInError: 'NOT_SIGNED_IN';
  StoreError: 'STORE_CORRUPT' | 'STORE_UNAVAILABLE';
  TokenError:
    | 'MISSING_AUTHORIZATION'
    | 'TOKEN_EXPIRED'
    | 'INVALID_TOKEN'
    | 'UNAUTHORIZED_GROUP'
    | 'UNAUTHORIZED_SCOPE'
    | 'FORBIDDEN'
    | 'INSUFFICIENT_USER_AUTHENTICATION';
  VerificationUnavailableError: 'VERIFICATION_UNAVAILABLE' | 'KEYS_UNAVAILABLE';
  CsrfError: 'CSRF_REFUSED';
  ApiRequestError: 'API_REQUEST_ERROR' | 'USER_EXISTS';
  IncompleteUserError: 'USER_INCOMPLETE';
  IamRefusedError:
    | 'IAM_REFUSED'
    | 'IAM_ACCESS_DENIED'
    | 'IAM_THROTTLED'
    | 'ROLE_NOT_FOUND'
    | 'POLICY_REFUSED';
  RoleTakenError: 'ROLE_TAKEN';
  StalePlanError: 'STALE_PLAN';
  IncompleteApplyError: 'APPLY_INCOMPLETE';
}

/** Every literal code of a refusal of Cognito. */
export type ServiceErrorCode = ServiceErrorCodes[keyof ServiceErrorCodes];

/** Every literal code of every error of this library. */
export type ErrorCode = ServiceErrorCode | OwnErrorCodes[keyof OwnErrorCodes];
