import * as E from './service.js';

type ErrorClass = new (details: E.ServiceErrorDetails<never>) => E.ServiceError;

/** One way in which Cognito says no. */
export interface ErrorRow {
  /** The exception's name on the wire. */
  readonly exception: string;
  /** Tells apart reasons that share an exception; left out where the exception says it all. */
  readonly message?: RegExp;
  readonly error: ErrorClass;
  readonly code: string;
  readonly advice?: string;
}

/** Ties a row's code to the codes that its class declares. */
const row = <Code extends string>(
  exception: string,
  message: RegExp | undefined,
  error: new (details: E.ServiceErrorDetails<Code>) => E.ServiceError<Code>,
  code: NoInfer<Code>,
  advice?: string,
): ErrorRow => ({
  exception,
  ...(message && { message }),
  error: error as ErrorClass,
  code,
  ...(advice && { advice }),
});

const START_AGAIN = 'Start the sign-in again from the beginning.';
const SIGN_IN_AGAIN = 'The session is over: sign in again.';
const NEW_CODE = 'Ask for a new code.';

/**
 * Every answer of Cognito that has a name here. The first row that fits wins, so within one exception the rows with
 * a message come before the one without.
 */
export const errorTable: readonly ErrorRow[] = [
  row('NotAuthorizedException', /^Incorrect username or password/i, E.NotAuthorizedError, 'BAD_CREDENTIALS'),
  row(
    'NotAuthorizedException',
    /^User is disabled/i,
    E.NotAuthorizedError,
    'USER_DISABLED',
    'An administrator has to enable the user.',
  ),
  row(
    'NotAuthorizedException',
    /attempts exceeded/i,
    E.NotAuthorizedError,
    'LOCKED_OUT',
    'Wait before the next try: each failure doubles the lock-out, up to about 15 minutes.',
  ),
  row(
    'NotAuthorizedException',
    /^Temporary password has expired/i,
    E.NotAuthorizedError,
    'TEMPORARY_PASSWORD_EXPIRED',
    'An administrator has to set a new temporary password.',
  ),
  row(
    'NotAuthorizedException',
    /session can only be used once/i,
    E.NotAuthorizedError,
    'SESSION_SPENT',
    START_AGAIN,
  ),
  row('NotAuthorizedException', /session is expired/i, E.NotAuthorizedError, 'SESSION_EXPIRED', START_AGAIN),
  row('NotAuthorizedException', /^Invalid session/i, E.NotAuthorizedError, 'SESSION_INVALID', START_AGAIN),
  row(
    'NotAuthorizedException',
    /(SECRET_HASH|ClientSecret) was not received/i,
    E.NotAuthorizedError,
    'SECRET_HASH_MISSING',
    'This app client has a secret: pass it as clientSecret.',
  ),
  row(
    'NotAuthorizedException',
    /(SecretHash|ClientSecret) does not match|verify secret hash/i,
    E.NotAuthorizedError,
    'SECRET_HASH_WRONG',
    'Check clientSecret, and that it belongs to this clientId.',
  ),
  row(
    'NotAuthorizedException',
    /^Access Token has expired/i,
    E.NotAuthorizedError,
    'ACCESS_TOKEN_EXPIRED',
    'Renew the tokens and try again.',
  ),
  row(
    'NotAuthorizedException',
    /^Access Token has been revoked/i,
    E.NotAuthorizedError,
    'ACCESS_TOKEN_REVOKED',
    SIGN_IN_AGAIN,
  ),
  row(
    'NotAuthorizedException',
    /does not have required scopes/i,
    E.NotAuthorizedError,
    'ACCESS_TOKEN_LACKS_SCOPE',
    'The call needs an access token with the scope aws.cognito.signin.user.admin.',
  ),
  row(
    'NotAuthorizedException',
    /Access Token/i,
    E.NotAuthorizedError,
    'ACCESS_TOKEN_INVALID',
    'Pass the access token, not the id token, of this user pool.',
  ),
  row(
    'NotAuthorizedException',
    /^Refresh Token has expired/i,
    E.NotAuthorizedError,
    'REFRESH_TOKEN_EXPIRED',
    SIGN_IN_AGAIN,
  ),
  row(
    'NotAuthorizedException',
    /^Refresh Token has been revoked/i,
    E.NotAuthorizedError,
    'REFRESH_TOKEN_REVOKED',
    SIGN_IN_AGAIN,
  ),
  row(
    'NotAuthorizedException',
    /Refresh Token/i,
    E.NotAuthorizedError,
    'REFRESH_TOKEN_INVALID',
    'Sign in again; where devices are tracked, keep a device store so that refreshing carries the device key.',
  ),
  row(
    'NotAuthorizedException',
    /unauthorized attribute/i,
    E.NotAuthorizedError,
    'ATTRIBUTE_NOT_WRITABLE',
    "Add the attribute to the app client's WriteAttributes.",
  ),
  row(
    'NotAuthorizedException',
    /^Cannot modify an already provided/i,
    E.NotAuthorizedError,
    'ATTRIBUTE_ALREADY_SET',
    'Send only the attributes that are missing.',
  ),
  row('NotAuthorizedException', /current (status|state)/i, E.NotAuthorizedError, 'USER_STATE'),
  row('NotAuthorizedException', undefined, E.NotAuthorizedError, 'NOT_AUTHORIZED'),
  row('UserNotFoundException', undefined, E.UserNotFoundError, 'USER_NOT_FOUND'),
  row(
    'UserNotConfirmedException',
    undefined,
    E.UserNotConfirmedError,
    'USER_NOT_CONFIRMED',
    'Confirm the sign-up with the code that was sent, or ask for a new one.',
  ),
  row(
    'PasswordResetRequiredException',
    undefined,
    E.PasswordResetRequiredError,
    'PASSWORD_RESET_REQUIRED',
    'Set a new password with the code that was sent (confirmForgotPassword).',
  ),
  row('UsernameExistsException', undefined, E.UsernameExistsError, 'USERNAME_EXISTS'),
  row(
    'AliasExistsException',
    undefined,
    E.AliasExistsError,
    'ALIAS_EXISTS',
    'Another user has this e-mail, phone number or preferred username as a sign-in alias.',
  ),
  row('GroupExistsException', undefined, E.GroupExistsError, 'GROUP_EXISTS'),
  row('DuplicateProviderException', undefined, E.IdentityProviderExistsError, 'IDENTITY_PROVIDER_EXISTS'),
  row('DeviceKeyExistsException', undefined, E.DeviceKeyExistsError, 'DEVICE_KEY_EXISTS'),
  row(
    'CodeMismatchException',
    undefined,
    E.CodeMismatchError,
    'CODE_MISMATCH',
    'Try again with the right code: what it answers stays open.',
  ),
  row(
    'ExpiredCodeException',
    /software token/i,
    E.ExpiredCodeError,
    'TOTP_ALREADY_USED',
    'Wait for the next code of the authenticator: each is good once.',
  ),
  row('ExpiredCodeException', undefined, E.ExpiredCodeError, 'CODE_EXPIRED', NEW_CODE),
  row('CodeDeliveryFailureException', undefined, E.CodeDeliveryFailureError, 'CODE_DELIVERY_FAILED'),
  row(
    'InvalidPasswordException',
    undefined,
    E.InvalidPasswordError,
    'PASSWORD_POLICY',
    "Choose a password that fits the pool's policy.",
  ),
  row(
    'PasswordHistoryPolicyViolationException',
    undefined,
    E.PasswordHistoryError,
    'PASSWORD_USED_BEFORE',
    'Choose a password that this user has not had before.',
  ),
  row(
    'InvalidParameterException',
    /flow not enabled/i,
    E.InvalidParameterError,
    'FLOW_NOT_ENABLED',
    "Add the flow to the app client's ExplicitAuthFlows.",
  ),
  row('InvalidParameterException', /already confirmed/i, E.InvalidParameterError, 'ALREADY_CONFIRMED'),
  row(
    'InvalidParameterException',
    /no registered\/verified/i,
    E.InvalidParameterError,
    'NO_VERIFIED_CONTACT',
    'An administrator has to verify an e-mail or phone number, or set a password.',
  ),
  row(
    'InvalidParameterException',
    /has not verified software token/i,
    E.InvalidParameterError,
    'TOTP_NOT_VERIFIED',
    'Associate and verify a software token first.',
  ),
  row(
    'InvalidParameterException',
    /phone_number set/i,
    E.InvalidParameterError,
    'NO_PHONE_NUMBER',
    'Give the user a phone_number first.',
  ),
  row('InvalidParameterException', /conform to the schema/i, E.InvalidParameterError, 'SCHEMA'),
  row('InvalidParameterException', undefined, E.InvalidParameterError, 'INVALID_PARAMETER'),
  row('ResourceNotFoundException', /^Device does not exist/i, E.ResourceNotFoundError, 'DEVICE_NOT_FOUND'),
  row(
    'ResourceNotFoundException',
    /^User pool client/i,
    E.ResourceNotFoundError,
    'CLIENT_NOT_FOUND',
    'Check clientId, and that it belongs to this user pool and region.',
  ),
  row(
    'ResourceNotFoundException',
    /^User pool/i,
    E.ResourceNotFoundError,
    'POOL_NOT_FOUND',
    'Check userPoolId and its region.',
  ),
  row('ResourceNotFoundException', /group/i, E.ResourceNotFoundError, 'GROUP_NOT_FOUND'),
  row('ResourceNotFoundException', undefined, E.ResourceNotFoundError, 'RESOURCE_NOT_FOUND'),
  row(
    'TooManyRequestsException',
    undefined,
    E.TooManyRequestsError,
    'TOO_MANY_REQUESTS',
    'Call less often; the request was already retried with back-off.',
  ),
  row(
    'ThrottlingException',
    undefined,
    E.TooManyRequestsError,
    'TOO_MANY_REQUESTS',
    'Call less often; the request was already retried with back-off.',
  ),
  row(
    'LimitExceededException',
    undefined,
    E.LimitExceededError,
    'LIMIT_EXCEEDED',
    'Wait before the next try; trying sooner does not help.',
  ),
  row(
    'TooManyFailedAttemptsException',
    undefined,
    E.LimitExceededError,
    'TOO_MANY_FAILED_ATTEMPTS',
    'Wait before the next try; trying sooner does not help.',
  ),
  row(
    'MFAMethodNotFoundException',
    undefined,
    E.MfaMethodNotFoundError,
    'MFA_METHOD_NOT_FOUND',
    'The pool requires MFA and the user has no way to receive a code.',
  ),
  row(
    'SoftwareTokenMFANotFoundException',
    undefined,
    E.MfaMethodNotFoundError,
    'TOTP_NOT_ENABLED',
    "Enable software tokens in the pool's MFA configuration.",
  ),
  row(
    'EnableSoftwareTokenMFAException',
    undefined,
    E.EnableSoftwareTokenMfaError,
    'TOTP_CODE_MISMATCH',
    "Check the authenticator's clock and send its current code.",
  ),
  row('UserLambdaValidationException', undefined, E.TriggerError, 'TRIGGER_REFUSED'),
  row('UnexpectedLambdaException', undefined, E.TriggerError, 'TRIGGER_FAILED'),
  row('InvalidLambdaResponseException', undefined, E.TriggerError, 'TRIGGER_BAD_RESPONSE'),
  row('UnsupportedUserStateException', undefined, E.UnsupportedError, 'UNSUPPORTED_USER_STATE'),
  row(
    'UnsupportedOperationException',
    undefined,
    E.UnsupportedError,
    'UNSUPPORTED_OPERATION',
    'The app client or pool does not have this feature enabled.',
  ),
  row(
    'OperationNotEnabledException',
    undefined,
    E.UnsupportedError,
    'OPERATION_NOT_ENABLED',
    'The pool has this switched off, such as session tracking, or its replica in this region does not do it.',
  ),
  row(
    'UnsupportedTokenTypeException',
    undefined,
    E.UnsupportedError,
    'UNSUPPORTED_TOKEN_TYPE',
    'Pass the refresh token.',
  ),
  row(
    'UnknownOperationException',
    undefined,
    E.UnsupportedError,
    'UNSUPPORTED_OPERATION',
    'The endpoint does not serve this operation.',
  ),
  row(
    'RefreshTokenReuseException',
    undefined,
    E.RefreshTokenReuseError,
    'REFRESH_TOKEN_REUSED',
    SIGN_IN_AGAIN,
  ),
  row('InvalidUserPoolConfigurationException', undefined, E.ConfigurationRefusedError, 'POOL_CONFIGURATION'),
  row('InvalidEmailRoleAccessPolicyException', undefined, E.ConfigurationRefusedError, 'POOL_CONFIGURATION'),
  row('InvalidSmsRoleAccessPolicyException', undefined, E.ConfigurationRefusedError, 'POOL_CONFIGURATION'),
  row(
    'InvalidSmsRoleTrustRelationshipException',
    undefined,
    E.ConfigurationRefusedError,
    'POOL_CONFIGURATION',
  ),
  row(
    'FeatureUnavailableInTierException',
    undefined,
    E.ConfigurationRefusedError,
    'FEATURE_NOT_IN_TIER',
    'The feature needs a higher tier of the user pool.',
  ),
  row(
    'ConcurrentModificationException',
    undefined,
    E.ConfigurationRefusedError,
    'CONCURRENT_MODIFICATION',
    'Somebody else changed the pool at the same time: try again.',
  ),
  row(
    'WebAuthnChallengeNotFoundException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_CHALLENGE_NOT_FOUND',
    'Start the registration of the passkey again.',
  ),
  row(
    'WebAuthnClientMismatchException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_CLIENT_MISMATCH',
    'Finish with the app client that began.',
  ),
  row(
    'WebAuthnConfigurationMissingException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_CONFIGURATION_MISSING',
    "Give the pool's WebAuthn configuration a relying party.",
  ),
  row(
    'WebAuthnCredentialNotSupportedException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED',
    'Use an authenticator that makes ES256 or RS256 passkeys.',
  ),
  row(
    'WebAuthnNotEnabledException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_NOT_ENABLED',
    "Add WEB_AUTHN to the pool's AllowedFirstAuthFactors.",
  ),
  row(
    'WebAuthnOriginNotAllowedException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_ORIGIN_NOT_ALLOWED',
    "Serve the page from the relying party's domain.",
  ),
  row(
    'WebAuthnRelyingPartyMismatchException',
    undefined,
    E.WebAuthnError,
    'WEB_AUTHN_RELYING_PARTY_MISMATCH',
    "Use the relying party of the pool's WebAuthn configuration.",
  ),
  row(
    'AccessDeniedException',
    undefined,
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'Allow the operation (cognito-idp:…) in the IAM policy of the AWS credentials in use.',
  ),
  row(
    'UnrecognizedClientException',
    undefined,
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'Check the AWS credentials in use.',
  ),
  row(
    'InvalidSignatureException',
    undefined,
    E.AccessDeniedError,
    'ACCESS_DENIED',
    "Check the AWS credentials in use and this machine's clock.",
  ),
  row(
    'ExpiredTokenException',
    undefined,
    E.AccessDeniedError,
    'ACCESS_DENIED',
    'The AWS credentials in use have expired.',
  ),
  row(
    'MissingAuthenticationTokenException',
    undefined,
    E.AccessDeniedError,
    'CREDENTIALS_MISSING',
    'The operation needs AWS credentials: pass credentials or set up the default provider chain.',
  ),
  row(
    'CredentialsProviderError',
    undefined,
    E.AccessDeniedError,
    'CREDENTIALS_MISSING',
    'The operation needs AWS credentials: pass credentials or set up the default provider chain.',
  ),
  row(
    'ForbiddenException',
    undefined,
    E.AccessDeniedError,
    'FORBIDDEN',
    'A web application firewall or a disabled client refused the request.',
  ),
  row(
    'UnauthorizedException',
    undefined,
    E.AccessDeniedError,
    'UNAUTHORIZED_CLIENT',
    'The token was issued to another app client.',
  ),
  row('InternalErrorException', undefined, E.InternalServiceError, 'SERVICE_FAILURE'),
  row('InternalFailure', undefined, E.InternalServiceError, 'SERVICE_FAILURE'),
  row('ServiceUnavailableException', undefined, E.InternalServiceError, 'SERVICE_FAILURE'),
];

/** The error for an exception that Cognito answered, by {@link errorTable}. */
export function serviceError(
  details: Omit<E.ServiceErrorDetails<string>, 'code' | 'advice'>,
): E.ServiceError {
  const { awsName, awsMessage } = details;
  const found = errorTable.find(
    ({ exception, message }) => exception === awsName && (!message || message.test(awsMessage)),
  );
  if (!found) return new E.UnknownServiceError({ ...details, code: 'UNKNOWN' });
  return new found.error({ ...details, code: found.code as never, advice: found.advice });
}
