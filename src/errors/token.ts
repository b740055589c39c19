import { PortcullisError, type PortcullisErrorOptions } from './base.js';

/** A token, or the lack of one, was refused. `status` is the HTTP status to answer with (RFC 6750, section 3.1). */
export abstract class TokenError extends PortcullisError {
  abstract readonly status: 401 | 403;
}

/** No token was presented. */
export class MissingAuthorizationError extends TokenError {
  readonly code = 'MISSING_AUTHORIZATION';
  readonly status = 401;
}

/** The token was good once, and its time is over. */
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

/** Malformed, badly signed, or made for somebody else. */
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

/** The token is good and its bearer is not in the groups asked for. */
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

/** The token is good and does not carry the scopes asked for. */
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

/** The signing keys could not be had, so nothing can be said of any token. Answer 503. */
export class KeysUnavailableError extends PortcullisError {
  readonly code = 'KEYS_UNAVAILABLE';
  readonly status = 503;

  constructor(
    readonly jwksUri: string,
    problem: string,
    options?: PortcullisErrorOptions,
  ) {
    super(`the signing keys at ${jwksUri} ${problem}`, options);
  }
}

/**
 * Something that the verification relies on failed, such as the list of revoked tokens; the `cause` says what. A guard
 * lets nobody in then. Answer 503.
 */
export class VerificationUnavailableError extends PortcullisError {
  readonly code = 'VERIFICATION_UNAVAILABLE';
  readonly status = 503;

  constructor(cause: unknown) {
    super('the token could not be verified at the moment', { cause });
  }
}
