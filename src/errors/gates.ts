import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { OwnErrorCodes } from './codes.js';

/** An answer of the Gates backend that is a refusal, or that cannot be used. */
export interface ApiRequestErrorDetails extends PortcullisErrorOptions {
  /** The call, by its path: `create-user`, `update-user` or `get-all-users`. */
  readonly operation: string;
  readonly status: number;
  /** What the backend said, or what is wrong with what it said. Tokens are taken out of it already. */
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
}

/**
 * `API_REQUEST_ERROR`: the Gates backend answered, and the answer was no, or none that can be used; `status` and `reason`
 * say what. Where no answer came at all it is a {@link ConnectionError}.
 *
 * ```ts
 * import { ApiRequestError, IncompleteUserError } from 'portcullis/errors';
 * import { type GatesAdmin } from 'portcullis/gates';
 *
 * export async function create(gates: GatesAdmin, person: Parameters<GatesAdmin['createUser']>[0]) {
 *   try {
 *     return await gates.createUser(person);
 *   } catch (error) {
 *     if (error instanceof IncompleteUserError) return gates.resumeCreate(error);
 *     if (error instanceof ApiRequestError) console.error(`${error.operation}: ${error.reason}`);
 *     throw error;
 *   }
 * }
 * ```
 */
export class ApiRequestError extends PortcullisError {
  static override readonly portcullis: string = 'ApiRequestError';

  readonly code: OwnErrorCodes['ApiRequestError'] = 'API_REQUEST_ERROR';
  /** The call, by its path: `create-user`, `update-user` or `get-all-users`. */
  readonly operation: string;
  /** The HTTP status. In the 200s when only the body cannot be used. */
  readonly status: number;
  /** The best message of the answer, by itself. */
  readonly reason: string;
  /** How long the backend asks to wait (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs?: number;

  constructor({ operation, status, reason, retryAfterMs, ...options }: ApiRequestErrorDetails) {
    super(`${operation} was answered with status ${status}: ${reason}`, options);
    this.operation = operation;
    this.status = status;
    this.reason = reason;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** `USER_EXISTS`: the backend has a user with this e-mail address. Nothing was created. */
export class UserExistsError extends ApiRequestError {
  static override readonly portcullis: string = 'UserExistsError';

  override readonly code = 'USER_EXISTS';
}

/** The second half of creating a user, as `updateUser` takes it. */
export interface RemainingUpdate {
  readonly userId: string;
  readonly clientsToAdd: readonly string[];
}

/**
 * `USER_INCOMPLETE`: the user was created, and could not be given their client; `cause` says why. `resumeCreate(error)` does what is
 * left. `sub` and `remaining` survive `JSON.stringify`, so that another process can do it.
 */
export class IncompleteUserError extends PortcullisError {
  static override readonly portcullis: string = 'IncompleteUserError';

  readonly code = 'USER_INCOMPLETE';

  constructor(
    /** The new user's id. */
    readonly sub: string,
    /** What is left to do. */
    readonly remaining: RemainingUpdate,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the user ${sub} was created, without the client ${remaining.clientsToAdd.join(', ')}: ${why}`, {
      cause,
      advice: 'Pass this error to resumeCreate(): creating the user again would be refused.',
    });
  }
}
