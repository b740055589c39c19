import { PortcullisError } from '../errors/base.js';
import type { ServiceErrorCode } from '../errors/codes.js';
import { ConnectionError } from '../errors/connection.js';
import { InternalServiceError, ServiceError, UnsupportedError } from '../errors/service.js';

/** What to do about a lost answer: the call went out, and nothing that can be read came back. */
export interface Repetition {
  /**
   * Refusals of a second try that mean that the first one was carried out. Absent where there must be no second one:
   * the call spends something, such as a code or a name, and would be refused for its own success.
   */
  readonly doneWhen?: readonly ServiceErrorCode[];
  /** What to look at. Absent where it does not matter how often the call was carried out. */
  readonly advice?: string;
}

/** Twice has the same effect as once. */
export const REPEATABLE: Repetition = { doneWhen: [] };

export const START_AGAIN =
  'Start the sign-in again. This one may have succeeded: then its codes are spent, and a new password is set.';
export const GONE = 'It may be gone already: look whether it is still there.';

/** Whether the service may have carried out a call that failed so. */
export function mayHaveSucceeded(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveSucceeded;
  if (!(error instanceof ServiceError) || error instanceof UnsupportedError) return false;
  return error instanceof InternalServiceError || (error.httpStatus ?? 0) >= 500;
}

/** The tries of one call, as far as it matters whether one of them was carried out. */
export class Tries {
  readonly #repetition: Repetition;
  #lost = false;

  /** @param input What is sent. The session of a sign-in is good once, whichever operation it authorizes. */
  constructor(repetition: Repetition = REPEATABLE, input?: object) {
    const { Session }: { readonly Session?: unknown } = Object(input);
    const spendsSession = repetition === REPEATABLE && Session !== undefined;
    this.#repetition = spendsSession ? { advice: START_AGAIN } : repetition;
  }

  /** Whether it does no harm that the call arrives twice. */
  get repeatable(): boolean {
    return this.#repetition === REPEATABLE;
  }

  /** Takes note of a try that failed. @returns Whether another one may follow. */
  mayFollow(error: unknown): boolean {
    const lost = mayHaveSucceeded(error);
    this.#lost ||= lost;
    return !lost || this.#repetition.doneWhen !== undefined;
  }

  /** Whether a refusal means that an earlier try was carried out. */
  succeededBefore(error: unknown): boolean {
    const { doneWhen = [] } = this.#repetition;
    return this.#lost && error instanceof ServiceError && doneWhen.includes(error.code);
  }

  /** What to throw in the end: it says so where one of the tries may have succeeded. */
  explained(error: unknown): unknown {
    if (!this.#lost || !(error instanceof PortcullisError)) return error;
    const { advice = error.advice } = this.#repetition;
    if (!(error instanceof ConnectionError)) return advice === undefined ? error : error.withAdvice(advice);
    const { code, message, address, httpStatus, cause } = error;
    return new ConnectionError(code, message, address, { httpStatus, cause, advice, mayHaveSucceeded: true });
  }
}
