import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import { brand } from './brand.js';
import type { OwnErrorCodes } from './codes.js';

/**
 * A token, or the lack of one, was refused. `status` is the HTTP status to answer with (RFC 6750, section 3.1): 401 where
 * another token may help, 403 where the bearer may not. Guards answer by themselves.
 *
 * ```ts
 * import { TokenError } from 'portcullis/errors';
 * import { type TokenVerifier } from 'portcullis/verify';
 *
 * export async function statusFor(verifier: TokenVerifier, token: string): Promise<number> {
 *   try {
 *     await verifier.verify(token);
 *     return 200;
 *   } catch (error) {
 *     if (error instanceof TokenError) return error.status;
 *     throw error; // A VerificationUnavailableError says nothing about the token: answer 503.
 *   }
 * }
 * ```
 */
export abstract class TokenError extends PortcullisError {
  abstract override readonly code: OwnErrorCodes['TokenError'];
  abstract readonly status: 401 | 403;
}

/** `MISSING_AUTHORIZATION`: no token was presented. Send one, or sign in. */
export class MissingAuthorizationError extends TokenError {
  readonly code = 'MISSING_AUTHORIZATION';
  readonly status = 401;
}

/** `TOKEN_EXPIRED`: the token has expired. Renew it. */
export class TokenExpiredError extends TokenError {
  readonly code = 'TOKEN_EXPIRED';
  readonly status = 401;

  constructor(
    readonly expiredAt: Date,
    options?: PortcullisErrorOptions,
  ) {
    super(`the token expired at ${expiredAt.toISOString()}`, options);
  }
}

/** What a claim should have been. Values are claims of a token that failed, never the token itself. */
export interface ClaimMismatch {
  readonly claim: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** `INVALID_TOKEN`: malformed, badly signed, revoked, or made for another pool, app client or use (see `mismatch`). */
export class InvalidTokenError extends TokenError {
  readonly code = 'INVALID_TOKEN';
  readonly status = 401;
  /** The claim that failed, where the failure is a claim's. */
  declare readonly mismatch?: ClaimMismatch;

  constructor(message: string, options: PortcullisErrorOptions & { mismatch?: ClaimMismatch } = {}) {
    super(message, options);
    if (options.mismatch) this.mismatch = options.mismatch;
  }
}

/** `UNAUTHORIZED_GROUP`: the token is valid and its user is not in the required groups. */
export class UnauthorizedGroupError extends TokenError {
  readonly code = 'UNAUTHORIZED_GROUP';
  readonly status = 403;

  /** @param options.all Whether all of them are required. Default: any one. */
  constructor(
    readonly requiredGroups: readonly string[],
    { all = false }: { readonly all?: boolean } = {},
  ) {
    super(`requires ${all ? 'all' : 'one'} of the groups: ${requiredGroups.join(', ')}`);
  }
}

/** `UNAUTHORIZED_SCOPE`: the token is valid and does not carry the required scopes. */
export class UnauthorizedScopeError extends TokenError {
  readonly code = 'UNAUTHORIZED_SCOPE';
  readonly status = 403;

  /** @param options.all Whether all of them are required. Default: any one. */
  constructor(
    readonly requiredScopes: readonly string[],
    { all = false }: { readonly all?: boolean } = {},
  ) {
    super(`requires ${all ? 'all' : 'one'} of the scopes: ${requiredScopes.join(', ')}`);
  }
}

/**
 * `FORBIDDEN`: the token is valid, and a rule of the application's own forbids the request. Throw it from a requirement.
 *
 * ```ts
 * import { ForbiddenError } from 'portcullis/errors';
 * import type { Requirement } from 'portcullis/http';
 *
 * export const ofOurDomain: Requirement = ({ email = '' }) => {
 *   if (!email.endsWith('@example.com')) throw new ForbiddenError(`${email} is of another domain`);
 * };
 * ```
 *
 * The message is for the log; `detail` is what the client gets to read.
 */
export class ForbiddenError extends TokenError {
  readonly code = 'FORBIDDEN';
  readonly status = 403;
  readonly detail: string;

  constructor(message: string, { detail = 'this is not allowed', ...options }: ForbiddenErrorOptions = {}) {
    super(message, options);
    this.detail = detail;
  }
}

export interface ForbiddenErrorOptions extends PortcullisErrorOptions {
  /** Default `this is not allowed`. */
  readonly detail?: string | undefined;
}

/** How a user must have signed in (RFC 9470, section 3). */
export interface AuthenticationNeeded {
  /** At most this long ago. */
  readonly maxAgeSeconds?: number | undefined;
  /** In one of these ways, as the token's `acr` names it. */
  readonly acrValues?: readonly string[] | undefined;
}

/**
 * `INSUFFICIENT_USER_AUTHENTICATION`: the token is valid, and its user has to sign in again, or in a stronger way (RFC 9470).
 */
export class InsufficientAuthenticationError extends TokenError {
  readonly code = 'INSUFFICIENT_USER_AUTHENTICATION';
  readonly status = 401;

  constructor(readonly needed: AuthenticationNeeded) {
    super('the user has to sign in again, or in a stronger way');
  }
}

/**
 * Something that the verification relies on failed, such as the list of revoked tokens, so no token can be verified; the
 * `cause` says what. A guard then refuses every request. Its code is `VERIFICATION_UNAVAILABLE`. Answer 503.
 */
export class VerificationUnavailableError extends PortcullisError {
  readonly code: OwnErrorCodes['VerificationUnavailableError'] = 'VERIFICATION_UNAVAILABLE';
  readonly status = 503;

  constructor(cause: unknown, message = 'the token could not be verified at the moment') {
    super(message, { cause });
  }
}

/** `KEYS_UNAVAILABLE`: the signing keys are unavailable. Answer 503; check `jwksUri` and the network. */
export class KeysUnavailableError extends VerificationUnavailableError {
  override readonly code = 'KEYS_UNAVAILABLE';

  constructor(
    readonly jwksUri: string,
    problem: string,
    { cause }: PortcullisErrorOptions = {},
  ) {
    super(cause, `the signing keys at ${jwksUri} ${problem}`);
  }
}

brand({
  TokenError,
  MissingAuthorizationError,
  TokenExpiredError,
  InvalidTokenError,
  UnauthorizedGroupError,
  UnauthorizedScopeError,
  ForbiddenError,
  InsufficientAuthenticationError,
  VerificationUnavailableError,
  KeysUnavailableError,
});
