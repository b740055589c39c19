import type { Clock } from '../../internal/seams.js';
import { CognitoException, momentOf } from '../internal/exception.js';
import type { Records } from './records.js';
import { forgottenAfter, HOUR_MS, Sweeper } from './sweep.js';

/** How often an hour one user may try each. */
const LIMITS = {
  ChangePassword: 5,
  ConfirmForgotPassword: 20,
  ConfirmSignUp: 15,
  ForgotPassword: 20,
  GetUserAttributeVerificationCode: 5,
  ResendConfirmationCode: 5,
  VerifyUserAttribute: 15,
} as const;

export type LimitedOperation = keyof typeof LIMITS;

export interface AttemptsRecord {
  readonly count: number;
  /** An hour after the first. */
  readonly expiresAt: number;
}

/**
 * Counts what must not be tried without end. Names that do not exist are counted too, so that being refused tells
 * nothing.
 */
export class Attempts {
  readonly sweeper: Sweeper<AttemptsRecord>;

  constructor(
    private readonly records: Records<AttemptsRecord>,
    private readonly now: Clock,
  ) {
    this.sweeper = new Sweeper(records, ({ expiresAt }) => forgottenAfter(expiresAt));
  }

  /** Counts one message that is sent. @throws LimitExceededException */
  spend(operation: LimitedOperation, name: string): void {
    this.#refuseOverLimit(operation, name);
    this.#record(operation, name);
  }

  /**
   * Lets `guess` run and counts it if it throws; one that is right clears the count.
   * @throws LimitExceededException before `guess` runs, or what it throws.
   */
  guess<Right>(operation: LimitedOperation, name: string, guess: () => Right): Right {
    this.#refuseOverLimit(operation, name);
    try {
      const right = guess();
      this.records.delete(keyOf(operation, name));
      return right;
    } catch (error) {
      this.#record(operation, name);
      throw error;
    }
  }

  #refuseOverLimit(operation: LimitedOperation, name: string): void {
    const current = this.#current(operation, name);
    if (!current || current.count < LIMITS[operation]) return;
    throw new CognitoException(
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      {
        expected: `at most ${LIMITS[operation]} tries of ${operation} an hour; the next at ${momentOf(current.expiresAt)}`,
        sent: `one more for ${name}`,
      },
    );
  }

  #record(operation: LimitedOperation, name: string): void {
    const { count, expiresAt } = this.#current(operation, name) ?? {
      count: 0,
      expiresAt: this.now() + HOUR_MS,
    };
    this.records.set(keyOf(operation, name), { count: count + 1, expiresAt });
  }

  #current(operation: LimitedOperation, name: string): AttemptsRecord | undefined {
    const record = this.records.get(keyOf(operation, name));
    return record && record.expiresAt > this.now() ? record : undefined;
  }
}

const keyOf = (operation: LimitedOperation, name: string): string => `${operation} ${name}`;
