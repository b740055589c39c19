import { type ErrorRow, refusal } from './row.js';
import * as E from './service.js';

const START_AGAIN = 'Start the sign-in again from the beginning.';
const SIGN_IN_AGAIN = 'The session is over: sign in again.';

const notAuthorized = refusal(E.NotAuthorizedError, 'NOT_AUTHORIZED', undefined, [
  [/^Incorrect username or password/i, 'BAD_CREDENTIALS'],
  [/^User is disabled/i, 'USER_DISABLED', 'An administrator has to enable the user.'],
  [
    /attempts exceeded/i,
    'LOCKED_OUT',
    'Wait before the next try: each failure doubles the lock-out, up to about 15 minutes.',
  ],
  [
    /^Temporary password has expired/i,
    'TEMPORARY_PASSWORD_EXPIRED',
    'An administrator has to set a new temporary password.',
  ],
  [/session can only be used once/i, 'SESSION_SPENT', START_AGAIN],
  [/session is expired/i, 'SESSION_EXPIRED', START_AGAIN],
  [/^Invalid session/i, 'SESSION_INVALID', START_AGAIN],
  [
    /(SECRET_HASH|ClientSecret) was not received/i,
    'SECRET_HASH_MISSING',
    'This app client has a secret: pass it as clientSecret.',
  ],
  [
    /(SecretHash|ClientSecret) does not match|verify secret hash/i,
    'SECRET_HASH_WRONG',
    'Check clientSecret, and that it belongs to this clientId.',
  ],
  [/^Access Token has expired/i, 'ACCESS_TOKEN_EXPIRED', 'Renew the tokens and try again.'],
  [/^Access Token has been revoked/i, 'ACCESS_TOKEN_REVOKED', SIGN_IN_AGAIN],
  [
    /does not have required scopes/i,
    'ACCESS_TOKEN_LACKS_SCOPE',
    'The call needs an access token with the scope aws.cognito.signin.user.admin.',
  ],
  [/Access Token/i, 'ACCESS_TOKEN_INVALID', 'Pass the access token, not the id token, of this user pool.'],
  [/^Refresh Token has expired/i, 'REFRESH_TOKEN_EXPIRED', SIGN_IN_AGAIN],
  [/^Refresh Token has been revoked/i, 'REFRESH_TOKEN_REVOKED', SIGN_IN_AGAIN],
  [
    /Refresh Token/i,
    'REFRESH_TOKEN_INVALID',
    'Sign in again; where devices are tracked, keep a device store so that refreshing carries the device key.',
  ],
  [
    /unauthorized attribute/i,
    'ATTRIBUTE_NOT_WRITABLE',
    "Add the attribute to the app client's WriteAttributes.",
  ],
  [
    /^Cannot modify an already provided/i,
    'ATTRIBUTE_ALREADY_SET',
    'Send only the attributes that are missing.',
  ],
  [/current (status|state)/i, 'USER_STATE'],
]);

const invalidParameter = refusal(E.InvalidParameterError, 'INVALID_PARAMETER', undefined, [
  [/flow not enabled/i, 'FLOW_NOT_ENABLED', "Add the flow to the app client's ExplicitAuthFlows."],
  [/already confirmed/i, 'ALREADY_CONFIRMED'],
  [
    /no registered\/verified/i,
    'NO_VERIFIED_CONTACT',
    'An administrator has to verify an e-mail or phone number, or set a password.',
  ],
  [/has not verified software token/i, 'TOTP_NOT_VERIFIED', 'Associate and verify a software token first.'],
  [/phone_number set/i, 'NO_PHONE_NUMBER', 'Give the user a phone_number first.'],
  [/conform to the schema/i, 'SCHEMA'],
]);

const resourceNotFound = refusal(E.ResourceNotFoundError, 'RESOURCE_NOT_FOUND', undefined, [
  [/^Device does not exist/i, 'DEVICE_NOT_FOUND'],
  [
    /^User pool client/i,
    'CLIENT_NOT_FOUND',
    'Check clientId, and that it belongs to this user pool and region.',
  ],
  [/^User pool/i, 'POOL_NOT_FOUND', 'Check userPoolId and its region.'],
  [/group/i, 'GROUP_NOT_FOUND'],
]);

const tooManyRequests = refusal(
  E.TooManyRequestsError,
  'TOO_MANY_REQUESTS',
  'Call less often; the request was already retried with back-off.',
);
const WAIT = 'Wait before the next try; trying sooner does not help.';
const poolConfiguration = refusal(E.ConfigurationRefusedError, 'POOL_CONFIGURATION');
const serviceFailure = refusal(E.InternalServiceError, 'SERVICE_FAILURE');

/** Every exception of Cognito that has a name here. */
export const errorTable: Readonly<Record<string, ErrorRow>> = {
  NotAuthorizedException: notAuthorized,
  UserNotFoundException: refusal(E.UserNotFoundError, 'USER_NOT_FOUND'),
  UserNotConfirmedException: refusal(
    E.UserNotConfirmedError,
    'USER_NOT_CONFIRMED',
    'Confirm the sign-up with the code that was sent, or ask for a new one.',
  ),
  PasswordResetRequiredException: refusal(
    E.PasswordResetRequiredError,
    'PASSWORD_RESET_REQUIRED',
    'Set a new password with the code that was sent (confirmForgotPassword).',
  ),
  UsernameExistsException: refusal(E.UsernameExistsError, 'USERNAME_EXISTS'),
  AliasExistsException: refusal(
    E.AliasExistsError,
    'ALIAS_EXISTS',
    'Another user has this e-mail, phone number or preferred username as a sign-in alias.',
  ),
  GroupExistsException: refusal(E.GroupExistsError, 'GROUP_EXISTS'),
  DuplicateProviderException: refusal(E.IdentityProviderExistsError, 'IDENTITY_PROVIDER_EXISTS'),
  DeviceKeyExistsException: refusal(E.DeviceKeyExistsError, 'DEVICE_KEY_EXISTS'),
  CodeMismatchException: refusal(
    E.CodeMismatchError,
    'CODE_MISMATCH',
    'Try again with the right code: what it answers stays open.',
  ),
  ExpiredCodeException: refusal(E.ExpiredCodeError, 'CODE_EXPIRED', 'Ask for a new code.', [
    [
      /software token/i,
      'TOTP_ALREADY_USED',
      'Wait for the next code of the authenticator: each is good once.',
    ],
  ]),
  CodeDeliveryFailureException: refusal(E.CodeDeliveryFailureError, 'CODE_DELIVERY_FAILED'),
  InvalidPasswordException: refusal(
    E.InvalidPasswordError,
    'PASSWORD_POLICY',
    "Choose a password that fits the pool's policy.",
  ),
  PasswordHistoryPolicyViolationException: refusal(
    E.PasswordHistoryError,
    'PASSWORD_USED_BEFORE',
    'Choose a password that this user has not had before.',
  ),
  InvalidParameterException: invalidParameter,
  ResourceNotFoundException: resourceNotFound,
  TooManyRequestsException: tooManyRequests,
  ThrottlingException: tooManyRequests,
  LimitExceededException: refusal(E.LimitExceededError, 'LIMIT_EXCEEDED', WAIT),
  TooManyFailedAttemptsException: refusal(E.LimitExceededError, 'TOO_MANY_FAILED_ATTEMPTS', WAIT),
  MFAMethodNotFoundException: refusal(
    E.MfaMethodNotFoundError,
    'MFA_METHOD_NOT_FOUND',
    'The pool requires MFA and the user has no way to receive a code.',
  ),
  SoftwareTokenMFANotFoundException: refusal(
    E.MfaMethodNotFoundError,
    'TOTP_NOT_ENABLED',
    "Enable software tokens in the pool's MFA configuration.",
  ),
  EnableSoftwareTokenMFAException: refusal(
    E.EnableSoftwareTokenMfaError,
    'TOTP_CODE_MISMATCH',
    "Check the authenticator's clock and send its current code.",
  ),
  UserLambdaValidationException: refusal(E.TriggerError, 'TRIGGER_REFUSED'),
  UnexpectedLambdaException: refusal(E.TriggerError, 'TRIGGER_FAILED'),
  InvalidLambdaResponseException: refusal(E.TriggerError, 'TRIGGER_BAD_RESPONSE'),
  UnsupportedUserStateException: refusal(E.UnsupportedError, 'UNSUPPORTED_USER_STATE'),
  UnsupportedOperationException: refusal(
    E.UnsupportedError,
    'UNSUPPORTED_OPERATION',
    'The app client or pool does not have this feature enabled.',
  ),
  OperationNotEnabledException: refusal(
    E.UnsupportedError,
    'OPERATION_NOT_ENABLED',
    'The pool has this switched off, such as session tracking, or its replica in this region does not do it.',
  ),
  UnsupportedTokenTypeException: refusal(
    E.UnsupportedError,
    'UNSUPPORTED_TOKEN_TYPE',
    'Pass the refresh token.',
  ),
  // cognito-local's word.
  Unsupported: refusal(
    E.UnsupportedError,
    'UNSUPPORTED_OPERATION',
    'The endpoint does not serve this operation.',
  ),
  UnknownOperationException: refusal(
    E.UnsupportedError,
    'UNSUPPORTED_OPERATION',
    'The endpoint does not serve this operation.',
  ),
  RefreshTokenReuseException: refusal(E.RefreshTokenReuseError, 'REFRESH_TOKEN_REUSED', SIGN_IN_AGAIN),
  InvalidUserPoolConfigurationException: poolConfiguration,
  InvalidEmailRoleAccessPolicyException: poolConfiguration,
  InvalidSmsRoleAccessPolicyException: poolConfiguration,
  InvalidSmsRoleTrustRelationshipException: poolConfiguration,
  FeatureUnavailableInTierException: refusal(
    E.ConfigurationRefusedError,
    'FEATURE_NOT_IN_TIER',
    'The feature needs a higher tier of the user pool.',
  ),
  ConcurrentModificationException: refusal(
    E.ConfigurationRefusedError,
    'CONCURRENT_MODIFICATION',
    'The pool was changed at the same time: try again.',
  ),
  WebAuthnChallengeNotFoundException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_CHALLENGE_NOT_FOUND',
    'Start the registration of the passkey again.',
  ),
  WebAuthnClientMismatchException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_CLIENT_MISMATCH',
    'Finish with the app client that began.',
  ),
  WebAuthnConfigurationMissingException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_CONFIGURATION_MISSING',
    "Give the pool's WebAuthn configuration a relying party.",
  ),
  WebAuthnCredentialNotSupportedException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED',
    'Use an authenticator that makes ES256 or RS256 passkeys.',
  ),
  WebAuthnNotEnabledException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_NOT_ENABLED',
    "Add WEB_AUTHN to the pool's AllowedFirstAuthFactors.",
  ),
  WebAuthnOriginNotAllowedException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_ORIGIN_NOT_ALLOWED',
    "Serve the page from the relying party's domain.",
  ),
  WebAuthnRelyingPartyMismatchException: refusal(
    E.WebAuthnError,
    'WEB_AUTHN_RELYING_PARTY_MISMATCH',
    "Use the relying party of the pool's WebAuthn configuration.",
  ),
  AccessDeniedException: refusal(
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'Allow the operation (cognito-idp:…) in the IAM policy of the AWS credentials in use.',
  ),
  UnrecognizedClientException: refusal(
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'Check the AWS credentials in use.',
  ),
  InvalidSignatureException: refusal(
    E.AccessDeniedError,
    'ACCESS_DENIED',
    "Check the AWS credentials in use and this machine's clock.",
  ),
  ExpiredTokenException: refusal(
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'The AWS credentials in use have expired.',
  ),
  MissingAuthenticationTokenException: refusal(
    E.AccessDeniedError,
    'CREDENTIALS_MISSING',
    'The operation needs AWS credentials: pass credentials or set up the default provider chain.',
  ),
  ForbiddenException: refusal(
    E.AccessDeniedError,
    'FORBIDDEN',
    'A web application firewall or a disabled client refused the request.',
  ),
  UnauthorizedException: refusal(
    E.AccessDeniedError,
    'UNAUTHORIZED_CLIENT',
    'The token was issued to another app client.',
  ),
  InternalErrorException: serviceFailure,
  InternalFailure: serviceFailure,
  ServiceUnavailableException: serviceFailure,
};
