import type { ErrorCode } from 'portcullis/errors';

const OURS = 'Something is wrong on our side. Please try again later.';
const LATER = 'This does not work at the moment. Please try again in a few minutes.';
const SIGN_IN = 'Your session has ended. Please sign in again.';
const START_AGAIN = 'Signing in took too long. Please start again.';
const NOT_YOU = 'Your account is not allowed to do this.';

/** What each code means, and what an application may tell the person in front of it. */
export const ERROR_WORDS: Readonly<Record<ErrorCode, readonly [means: string, tell: string]>> = {
  // Signing in
  BAD_CREDENTIALS: [
    'The username or the password is wrong, or no such user exists.',
    'The name or the password is wrong.',
  ],
  DEVICE_REFUSED: [
    'The pool does not accept the proof of the remembered device. It was forgotten; the next sign-in goes without it.',
    'Please sign in again.',
  ],
  USER_DISABLED: ['An administrator has disabled the user.', 'Your account is disabled. Please contact us.'],
  LOCKED_OUT: [
    'Too many wrong passwords in a row; the pool refuses further tries for a while, right ones too.',
    'Too many tries. Please wait a quarter of an hour.',
  ],
  TEMPORARY_PASSWORD_EXPIRED: [
    'The invitation was not used in time.',
    'Your invitation has expired. Please ask for a new one.',
  ],
  SESSION_SPENT: ['The challenge was answered already: each of its sessions is good once.', START_AGAIN],
  SESSION_EXPIRED: [
    'The challenge was not answered in time (`AuthSessionValidity`, three minutes by default).',
    START_AGAIN,
  ],
  SESSION_INVALID: [
    "The challenge's session is none of this pool and app client, or was changed on its way.",
    START_AGAIN,
  ],
  USER_NOT_FOUND: ['There is no such user.', 'The name or the password is wrong.'],
  USER_NOT_CONFIRMED: [
    'The user has not entered the code of their registration yet.',
    'Please enter the code that we have sent you.',
  ],
  PASSWORD_RESET_REQUIRED: [
    'An administrator has reset the password, or the user was imported without one.',
    'Please choose a new password. We have sent you a code.',
  ],
  FLOW_NOT_ENABLED: ['The app client does not allow this way to sign in.', OURS],
  SRP_REFUSED: ['The other side of SRP sent numbers that no honest server sends.', OURS],
  NOT_AUTHORIZED: [
    'Cognito refused in words that have no code of their own; `awsMessage` has them.',
    NOT_YOU,
  ],
  USER_STATE: [
    'The user is in a state in which this cannot be done, such as a sign-up that is confirmed already or a temporary password.',
    'This cannot be done with your account now.',
  ],

  // Challenges that need an answer
  CHALLENGE_REQUIRED: [
    'The sign-in needs an answer that has no method of its own; `challenge` says which.',
    OURS,
  ],
  SOFTWARE_TOKEN_MFA_REQUIRED: [
    "The sign-in needs the authenticator's code.",
    'Enter the code of your authenticator app.',
  ],
  SMS_MFA_REQUIRED: [
    'The sign-in needs the code that was sent by SMS.',
    'Enter the code that we have sent to your phone.',
  ],
  EMAIL_OTP_REQUIRED: [
    'The sign-in needs the code that was sent by e-mail.',
    'Enter the code that we have sent you by e-mail.',
  ],
  SMS_OTP_REQUIRED: [
    'The sign-in needs the code that was sent by SMS in place of a password.',
    'Enter the code that we have sent to your phone.',
  ],
  NEW_PASSWORD_REQUIRED: [
    'The password was a temporary one and has to be replaced.',
    'Please choose your own password.',
  ],
  SELECT_MFA_TYPE_REQUIRED: [
    'The user has several second factors and none is preferred.',
    'How do you want to prove that it is you?',
  ],
  MFA_SETUP_REQUIRED: [
    'The pool requires a second factor and the user has none.',
    'Please set up a second step.',
  ],
  CUSTOM_CHALLENGE_REQUIRED: ["The pool's trigger asks something.", 'Please answer the question.'],
  SELECT_CHALLENGE_REQUIRED: ['The user may choose how to sign in.', 'How do you want to sign in?'],
  PASSWORD_REQUIRED: ['The sign-in goes on with the password.', 'Enter your password.'],
  PASSWORD_SRP_REQUIRED: ['The sign-in goes on with a proof of the password.', 'Enter your password.'],

  // Tokens and sessions
  NOT_SIGNED_IN: [
    'Nobody is signed in, or the session lacks the token that the call needs (`missing`).',
    'Please sign in.',
  ],
  ACCESS_TOKEN_INVALID: ['What was sent is not an access token of this pool.', SIGN_IN],
  ACCESS_TOKEN_EXPIRED: ['The access token has expired.', SIGN_IN],
  ACCESS_TOKEN_REVOKED: ['The session was ended elsewhere, or the user was deleted or disabled.', SIGN_IN],
  ACCESS_TOKEN_LACKS_SCOPE: ['The access token does not carry the scope for calls of a user’s own.', NOT_YOU],
  REFRESH_TOKEN_INVALID: ['The refresh token is none of this app client, or lacks its device key.', SIGN_IN],
  REFRESH_TOKEN_EXPIRED: ['The session has reached its end (`RefreshTokenValidity`).', SIGN_IN],
  REFRESH_TOKEN_REVOKED: ['The session was ended.', SIGN_IN],
  REFRESH_TOKEN_REUSED: [
    'A refresh token was used twice, where the app client rotates them: another process has spent it, or it was stolen.',
    SIGN_IN,
  ],
  UNSUPPORTED_TOKEN_TYPE: ['A token other than the refresh token was to be revoked.', OURS],
  STORE_CORRUPT: ['The record of a session cannot be read. It was copied aside.', SIGN_IN],
  STORE_UNAVAILABLE: ['The store of sessions failed or did not answer in time.', LATER],

  // Registering, codes and passwords
  USERNAME_EXISTS: ['The username is taken.', 'This name is taken. Have you forgotten your password?'],
  ALIAS_EXISTS: [
    'Another confirmed account has this e-mail address, phone number or preferred username.',
    'This address belongs to another account.',
  ],
  CODE_MISMATCH: ['The code is wrong.', 'That is not the right code.'],
  CODE_EXPIRED: ['The code is too old, or none was asked for.', 'This code has expired. Ask for a new one.'],
  TOTP_ALREADY_USED: [
    "The authenticator's code has been used; each is good once.",
    'Wait for the next code of your app.',
  ],
  TOTP_CODE_MISMATCH: [
    "The code does not fit the authenticator's secret.",
    'That is not the right code. Is the clock of your phone right?',
  ],
  CODE_DELIVERY_FAILED: [
    'The code could not be sent.',
    'We could not send you a code. Please try again later.',
  ],
  PASSWORD_POLICY: [
    "The password does not fit the pool's policy; the message names the rule.",
    'Please choose a stronger password.',
  ],
  PASSWORD_USED_BEFORE: [
    'The user has had this password before.',
    'You have used this password before. Please choose another.',
  ],
  ALREADY_CONFIRMED: ['The account is confirmed already.', 'Your account is ready. Please sign in.'],
  NO_VERIFIED_CONTACT: [
    'No verified e-mail address or phone number can take the code.',
    'We cannot reach you. Please contact us.',
  ],
  NO_PHONE_NUMBER: ['The user has no phone number.', 'Please add a phone number first.'],
  TOTP_NOT_VERIFIED: [
    'The user has not set up an authenticator.',
    'Please set up your authenticator app first.',
  ],
  TOTP_NOT_ENABLED: ['The pool does not offer authenticators.', OURS],
  MFA_METHOD_NOT_FOUND: [
    'The pool requires a second factor, and the user has none that works.',
    'We cannot check that it is you. Please contact us.',
  ],
  LIMIT_EXCEEDED: [
    'The pool counts codes, passwords or changes of an account, and this was one too many.',
    'Too many tries. Please wait an hour.',
  ],
  TOO_MANY_FAILED_ATTEMPTS: ['Too many wrong codes.', 'Too many tries. Please wait and ask for a new code.'],
  SCHEMA: ["An attribute does not fit the pool's schema.", 'Please check what you have entered.'],
  ATTRIBUTE_NOT_WRITABLE: ['The app client may not write this attribute.', OURS],
  ATTRIBUTE_ALREADY_SET: ['The user has this attribute, and a first password may not change it.', OURS],

  // Requests
  INVALID_OPTION: ['An argument or option cannot work; `field` names it. Nothing was sent.', OURS],
  INVALID_PARAMETER: [
    'Cognito refused a value; its message names it.',
    'Please check what you have entered.',
  ],
  SECRET_HASH_MISSING: ['The app client has a secret, and none was configured.', OURS],
  SECRET_HASH_WRONG: ['The client secret is another app client’s.', OURS],
  CONNECTION_FAILED: ['No connection to the service.', LATER],
  TIMED_OUT: ['No answer in time. Where `mayHaveSucceeded` is true, the service may have acted.', LATER],
  UNREADABLE_ANSWER: ['What answered is not the service, such as a proxy’s page.', LATER],
  TOO_MANY_REQUESTS: ['The service throttles, after all retries.', LATER],
  SERVICE_FAILURE: ['The service failed, after all retries.', LATER],
  CREDENTIALS_MISSING: ['An operation of administrators found no AWS credentials.', OURS],
  CREDENTIALS_UNUSABLE: [
    'The AWS credentials cannot stand in a request, such as one with a line break.',
    OURS,
  ],
  PERMISSION_MISSING: ['The runtime forbids the connection, such as Deno without `--allow-net`.', OURS],
  REQUEST_UNUSABLE: ['The request cannot be made of these values.', OURS],
  ACCESS_DENIED: ['The AWS credentials do not allow the operation.', OURS],
  FORBIDDEN: [
    'A firewall or a disabled app client refused the request; from a guard: the request is forbidden.',
    NOT_YOU,
  ],
  UNAUTHORIZED_CLIENT: ['The token was issued to another app client.', SIGN_IN],
  UNKNOWN: ['Cognito answered an exception that this version does not know; `awsName` has it.', OURS],

  // Things that are not there, or there already
  RESOURCE_NOT_FOUND: ['What the call names does not exist.', OURS],
  DEVICE_NOT_FOUND: ['The device is not, or no longer, tracked.', 'This device is not in the list any more.'],
  POOL_NOT_FOUND: ['There is no such user pool in this Region.', OURS],
  CLIENT_NOT_FOUND: ['There is no such app client in this user pool.', OURS],
  GROUP_NOT_FOUND: ['There is no such group.', OURS],
  GROUP_EXISTS: ['A group has this name.', 'A group of this name exists already.'],
  IDENTITY_PROVIDER_EXISTS: ['An identity provider has this name.', OURS],
  DEVICE_KEY_EXISTS: ['The device is confirmed already.', OURS],

  // The pool's configuration
  TRIGGER_REFUSED: ["The pool's trigger refused; its words are in the message.", 'This was refused.'],
  TRIGGER_FAILED: ["The pool's trigger failed or took too long.", OURS],
  TRIGGER_BAD_RESPONSE: ["The pool's trigger answered what Cognito cannot read.", OURS],
  UNSUPPORTED_USER_STATE: ['The user is in a state that the operation does not know.', OURS],
  UNSUPPORTED_OPERATION: ['The pool, the app client or the endpoint does not have this operation.', OURS],
  OPERATION_NOT_ENABLED: ['The pool has this switched off.', OURS],
  POOL_CONFIGURATION: ["The pool's configuration prevents it, such as a role for SMS.", OURS],
  FEATURE_NOT_IN_TIER: ["The pool's tier does not include it.", OURS],
  CONCURRENT_MODIFICATION: ['The pool was changed at the same time.', LATER],
  WEB_AUTHN_CHALLENGE_NOT_FOUND: [
    'The registration of the passkey was not begun, or took too long.',
    'Please start again.',
  ],
  WEB_AUTHN_CLIENT_MISMATCH: [
    'Another app client began the registration of the passkey.',
    'Please start again.',
  ],
  WEB_AUTHN_CONFIGURATION_MISSING: ['The pool has no relying party for passkeys.', OURS],
  WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED: [
    'The authenticator makes passkeys of another kind.',
    'This device cannot be used. Please try another.',
  ],
  WEB_AUTHN_NOT_ENABLED: ['The pool does not offer passkeys.', OURS],
  WEB_AUTHN_ORIGIN_NOT_ALLOWED: ["The page is not on the relying party's domain.", OURS],
  WEB_AUTHN_RELYING_PARTY_MISMATCH: ['The passkey belongs to another relying party.', OURS],

  // Guards and pages
  MISSING_AUTHORIZATION: ['The request carries no token.', 'Please sign in.'],
  TOKEN_EXPIRED: ['The token has expired.', SIGN_IN],
  INVALID_TOKEN: ['The token is forged, damaged, of another pool, app client or kind, or revoked.', SIGN_IN],
  UNAUTHORIZED_GROUP: ['The user is in none of the groups that may do this.', NOT_YOU],
  UNAUTHORIZED_SCOPE: ['The token has none of the scopes that may do this.', NOT_YOU],
  INSUFFICIENT_USER_AUTHENTICATION: [
    'The sign-in is too old, or too weak, for this (RFC 9470).',
    'Please sign in again to go on.',
  ],
  VERIFICATION_UNAVAILABLE: ['What tells whether the token is revoked does not answer.', LATER],
  KEYS_UNAVAILABLE: ["The pool's signing keys cannot be fetched, and none are at hand.", LATER],
  CSRF_REFUSED: [
    'The form came from another site, or has no token of this session.',
    'This form is out of date. Please send it again.',
  ],

  // Gates and provisioning
  API_REQUEST_ERROR: ['The Gates backend refused, or its answer cannot be used.', OURS],
  USER_EXISTS: [
    'The Gates backend has a user with this e-mail address.',
    'Somebody with this address is here already.',
  ],
  USER_INCOMPLETE: [
    'The person was created at the Gates backend, but has not got all clients; `remaining` is the rest of the work.',
    OURS,
  ],
  ROLE_TAKEN: ["The name of a group's role belongs to a role that is not the group's.", OURS],
  STALE_PLAN: ['Since the plan was made, something has changed. Nothing was applied.', OURS],
  APPLY_INCOMPLETE: ['The plan was applied in part; `made` lists what is done.', OURS],
  IAM_REFUSED: ['IAM refused; its words are in `awsMessage`.', OURS],
  IAM_ACCESS_DENIED: ['The AWS credentials do not allow the call of IAM.', OURS],
  IAM_THROTTLED: ['IAM throttles, after all retries.', LATER],
  ROLE_NOT_FOUND: ['There is no such role.', OURS],
  POLICY_REFUSED: ['IAM does not take the policy.', OURS],
};
