import type { ServiceErrorCode } from './codes.js';
import { ServiceError } from './service.js';

const START_AGAIN = 'Start the sign-in again from the beginning.';
const SIGN_IN_AGAIN = 'The session is over: sign in again.';
const WAIT = 'Wait before the next try; trying sooner does not help.';
const NOT_SERVED = 'The endpoint does not serve this operation.';

/** What to do about a refusal, by its code. */
const BY_CODE: Readonly<Partial<Record<ServiceErrorCode, string>>> = {
  USER_DISABLED: 'An administrator has to enable the user.',
  LOCKED_OUT: 'Wait before the next try: each failure doubles the lock-out, up to about 15 minutes.',
  TEMPORARY_PASSWORD_EXPIRED: 'An administrator has to set a new temporary password.',
  SESSION_SPENT: START_AGAIN,
  SESSION_EXPIRED: START_AGAIN,
  SESSION_INVALID: START_AGAIN,
  SECRET_HASH_MISSING: 'This app client has a secret: pass it as clientSecret.',
  SECRET_HASH_WRONG: 'Check clientSecret, and that it belongs to this clientId.',
  ACCESS_TOKEN_EXPIRED: 'Renew the tokens and try again.',
  ACCESS_TOKEN_REVOKED: SIGN_IN_AGAIN,
  ACCESS_TOKEN_LACKS_SCOPE: 'The call needs an access token with the scope aws.cognito.signin.user.admin.',
  ACCESS_TOKEN_INVALID: 'Pass the access token, not the id token, of this user pool.',
  REFRESH_TOKEN_EXPIRED: SIGN_IN_AGAIN,
  REFRESH_TOKEN_REVOKED: SIGN_IN_AGAIN,
  REFRESH_TOKEN_INVALID:
    'Sign in again; where devices are tracked, keep a device store so that refreshing carries the device key.',
  ATTRIBUTE_NOT_WRITABLE: "Add the attribute to the app client's WriteAttributes.",
  ATTRIBUTE_ALREADY_SET: 'Send only the attributes that are missing.',
  USER_NOT_CONFIRMED: 'Confirm the sign-up with the code that was sent, or ask for a new one.',
  PASSWORD_RESET_REQUIRED: 'Set a new password with the code that was sent (confirmForgotPassword).',
  ALIAS_EXISTS: 'Another user has this e-mail, phone number or preferred username as a sign-in alias.',
  CODE_MISMATCH: 'Try again with the right code: what it answers stays open.',
  TOTP_ALREADY_USED: 'Wait for the next code of the authenticator: each is good once.',
  CODE_EXPIRED: 'Ask for a new code.',
  PASSWORD_POLICY: "Choose a password that fits the pool's policy.",
  PASSWORD_USED_BEFORE: 'Choose a password that this user has not had before.',
  FLOW_NOT_ENABLED: "Add the flow to the app client's ExplicitAuthFlows.",
  NO_VERIFIED_CONTACT: 'An administrator has to verify an e-mail or phone number, or set a password.',
  TOTP_NOT_VERIFIED: 'Associate and verify a software token first.',
  NO_PHONE_NUMBER: 'Give the user a phone_number first.',
  CLIENT_NOT_FOUND: 'Check clientId, and that it belongs to this user pool and region.',
  POOL_NOT_FOUND: 'Check userPoolId and its region.',
  TOO_MANY_REQUESTS: 'Call less often; the request was already retried with back-off.',
  LIMIT_EXCEEDED: WAIT,
  TOO_MANY_FAILED_ATTEMPTS: WAIT,
  MFA_METHOD_NOT_FOUND: 'The pool requires MFA and the user has no way to receive a code.',
  TOTP_NOT_ENABLED: "Enable software tokens in the pool's MFA configuration.",
  TOTP_CODE_MISMATCH: "Check the authenticator's clock and send its current code.",
  UNSUPPORTED_OPERATION: 'The app client or pool does not have this feature enabled.',
  OPERATION_NOT_ENABLED:
    'The pool has this switched off, such as session tracking, or its replica in this region does not do it.',
  UNSUPPORTED_TOKEN_TYPE: 'Pass the refresh token.',
  REFRESH_TOKEN_REUSED: SIGN_IN_AGAIN,
  FEATURE_NOT_IN_TIER: 'The feature needs a higher tier of the user pool.',
  CONCURRENT_MODIFICATION: 'The pool was changed at the same time: try again.',
  WEB_AUTHN_CHALLENGE_NOT_FOUND: 'Start the registration of the passkey again.',
  WEB_AUTHN_CLIENT_MISMATCH: 'Finish with the app client that began.',
  WEB_AUTHN_CONFIGURATION_MISSING: "Give the pool's WebAuthn configuration a relying party.",
  WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED: 'Use an authenticator that makes ES256 or RS256 passkeys.',
  WEB_AUTHN_NOT_ENABLED: "Add WEB_AUTHN to the pool's AllowedFirstAuthFactors.",
  WEB_AUTHN_ORIGIN_NOT_ALLOWED: "Serve the page from the relying party's domain.",
  WEB_AUTHN_RELYING_PARTY_MISMATCH: "Use the relying party of the pool's WebAuthn configuration.",
  CREDENTIALS_MISSING:
    'The operation needs AWS credentials: pass credentials or set up the default provider chain.',
  FORBIDDEN: 'A web application firewall or a disabled client refused the request.',
  UNAUTHORIZED_CLIENT: 'The token was issued to another app client.',
};

/** Where exceptions share a code, and something else is to be done about each. */
const BY_EXCEPTION: Readonly<Record<string, string>> = {
  AccessDeniedException:
    'Allow the operation (cognito-idp:…) in the IAM policy of the AWS credentials in use.',
  UnrecognizedClientException: 'Check the AWS credentials in use.',
  InvalidSignatureException: "Check the AWS credentials in use and this machine's clock.",
  ExpiredTokenException: 'The AWS credentials in use have expired.',
  Unsupported: NOT_SERVED,
  UnknownOperationException: NOT_SERVED,
};

/** What to do about a refusal, where there is advice. */
export const adviceOn = (awsName: string, code: ServiceErrorCode): string | undefined =>
  Object.hasOwn(BY_EXCEPTION, awsName) ? BY_EXCEPTION[awsName] : BY_CODE[code];

/** The error with advice on it, if it is a refusal that has none yet. */
export function advised(error: unknown): unknown {
  if (!(error instanceof ServiceError) || error.advice !== undefined) return error;
  const advice = adviceOn(error.awsName, error.code);
  return advice === undefined ? error : error.withAdvice(advice);
}
