import type { PortcullisErrorOptions } from './base.js';
import { TokenError } from './token.js';

/** `MISSING_AUTHORIZATION`: no token was presented. Send one, or sign in. */
export class MissingAuthorizationError extends TokenError {
  static override readonly portcullis: string = 'MissingAuthorizationError';

  readonly code = 'MISSING_AUTHORIZATION';
  readonly status = 401;
}

/** `UNAUTHORIZED_GROUP`: the token is valid and its user is not in the required groups. */
export class UnauthorizedGroupError extends TokenError {
  static override readonly portcullis: string = 'UnauthorizedGroupError';

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
  static override readonly portcullis: string = 'UnauthorizedScopeError';

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
  static override readonly portcullis: string = 'ForbiddenError';

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
  static override readonly portcullis: string = 'InsufficientAuthenticationError';

  readonly code = 'INSUFFICIENT_USER_AUTHENTICATION';
  readonly status = 401;

  constructor(readonly needed: AuthenticationNeeded) {
    super('the user has to sign in again, or in a stronger way');
  }
}
