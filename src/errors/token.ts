import { PortcullisError, type PortcullisErrorOptions } from './base.js';
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
  static override readonly portcullis: string = 'TokenError';

  abstract override readonly code: OwnErrorCodes['TokenError'];
  abstract readonly status: 401 | 403;
}

/** `TOKEN_EXPIRED`: the token has expired. Renew it. */
export class TokenExpiredError extends TokenError {
  static override readonly portcullis: string = 'TokenExpiredError';

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
  static override readonly portcullis: string = 'InvalidTokenError';

  readonly code = 'INVALID_TOKEN';
  readonly status = 401;
  /** The claim that failed, where the failure is a claim's. */
  declare readonly mismatch?: ClaimMismatch;

  constructor(message: string, options: PortcullisErrorOptions & { mismatch?: ClaimMismatch } = {}) {
    super(message, options);
    if (options.mismatch) this.mismatch = options.mismatch;
  }
}

/**
 * Something that the verification relies on failed, such as the list of revoked tokens, so no token can be verified; the
 * `cause` says what. A guard then refuses every request. Its code is `VERIFICATION_UNAVAILABLE`. Answer 503.
 */
export class VerificationUnavailableError extends PortcullisError {
  static override readonly portcullis: string = 'VerificationUnavailableError';

  readonly code: OwnErrorCodes['VerificationUnavailableError'] = 'VERIFICATION_UNAVAILABLE';
  readonly status = 503;

  constructor(cause: unknown, message = 'the token could not be verified at the moment') {
    super(message, { cause });
  }
}

/** `KEYS_UNAVAILABLE`: the signing keys are unavailable. Answer 503; check `jwksUri` and the network. */
export class KeysUnavailableError extends VerificationUnavailableError {
  static override readonly portcullis: string = 'KeysUnavailableError';

  override readonly code = 'KEYS_UNAVAILABLE';

  constructor(
    readonly jwksUri: string,
    problem: string,
    { cause }: PortcullisErrorOptions = {},
  ) {
    super(cause, `the signing keys at ${jwksUri} ${problem}`);
  }
}
