import { equalInConstantTime, utf8 } from '../../internal/bytes.js';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { CognitoException, momentOf, type Why } from '../internal/exception.js';
import { randomDigits } from '../internal/random.js';
import type { Records } from './records.js';
import type { ContactAttribute } from './settings.js';
import { forgottenAfter, HOUR_MS, Sweeper } from './sweep.js';

const CODE_DIGITS = 6;

/** What a code is good for, and for how long. */
const LIFETIME_MS = {
  'sign-up': 24 * HOUR_MS,
  'forgot-password': HOUR_MS,
  email: 24 * HOUR_MS,
  phone_number: 24 * HOUR_MS,
} as const;

/** Confirming a sign-up, replacing a password, or verifying one of the contacts. */
export type CodePurpose = keyof typeof LIFETIME_MS;

/** A code that was sent. A user has one of each purpose: sending another ends the one before. */
export interface CodeRecord {
  readonly username: string;
  readonly purpose: CodePurpose;
  readonly contact: ContactAttribute;
  /** Where it was sent, which its arrival proves to be the user's. */
  readonly to: string;
  readonly code: string;
  readonly expiresAt: number;
}

/** The codes that confirm sign-ups, new passwords and contacts. Those of a sign-in are kept with its session. */
export class Codes {
  readonly sweeper: Sweeper<CodeRecord>;

  constructor(
    private readonly records: Records<CodeRecord>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    this.sweeper = new Sweeper(records, ({ expiresAt }) => forgottenAfter(expiresAt));
  }

  issue(about: Omit<CodeRecord, 'code' | 'expiresAt'>): CodeRecord {
    const code = randomDigits(this.random, CODE_DIGITS);
    const record = { ...about, code, expiresAt: this.now() + LIFETIME_MS[about.purpose] };
    this.drop(record.username, record.purpose);
    this.records.set(keyOf(record.username, record.purpose), record);
    return record;
  }

  find(username: string, purpose: CodePurpose): CodeRecord | undefined {
    return this.records.get(keyOf(username, purpose));
  }

  /**
   * The code that was sent, if `typed` is it. It stays good until {@link drop}.
   * @throws ExpiredCodeException where none is good any more, CodeMismatchException where `typed` is another.
   */
  require(username: string, purpose: CodePurpose, typed: string): CodeRecord {
    const record = this.find(username, purpose);
    if (!record || record.expiresAt <= this.now())
      throw new CognitoException(
        'ExpiredCodeException',
        'Invalid code provided, please request a code again.',
        {
          expected: record
            ? `a code before ${momentOf(record.expiresAt)}`
            : `a code for ${purpose} that was sent`,
          sent: record ? `one at ${momentOf(this.now())}` : 'a code, where none is open',
          secrets: { ...(record && { expected: record.code }), sent: typed },
        },
      );
    if (!equalInConstantTime(utf8(typed), utf8(record.code)))
      throw codeMismatch({
        expected: `the latest code for ${purpose}, sent to ${record.to}`,
        sent: 'another code',
        secrets: { expected: record.code, sent: typed },
      });
    return record;
  }

  drop(username: string, purpose: CodePurpose): void {
    this.records.delete(keyOf(username, purpose));
  }

  dropAllOf(username: string): void {
    for (const purpose of Object.keys(LIFETIME_MS)) this.drop(username, purpose as CodePurpose);
  }
}

export const codeMismatch = (why: Why = NO_SUCH_USER) =>
  new CognitoException('CodeMismatchException', 'Invalid verification code provided, please try again.', why);

const NO_SUCH_USER: Why = { expected: 'the name of a user of the pool', sent: 'a name that no user has' };

const keyOf = (username: string, purpose: CodePurpose): string => `${purpose} ${username}`;
