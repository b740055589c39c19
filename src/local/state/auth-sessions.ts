import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock, RandomSource } from '../../internal/seams.js';
import { momentOf, notAuthorized } from '../internal/exception.js';
import { randomSession } from '../internal/random.js';
import { groupKeys, type KeyGroups } from './key-groups.js';
import type { Records } from './records.js';
import { forgottenAfter, Sweeper } from './sweep.js';

/** How far a sign-up has come whose session may go on to a sign-in. No challenge has these names. */
export type SignUpStage = 'SIGN_UP' | 'SIGN_UP_CONFIRMED';

/** Where a sign-in stands between two calls. The client holds the `id` only. */
export interface AuthSessionRecord {
  /** The opaque `Session`. */
  readonly id: string;
  readonly challenge: ChallengeNameType | SignUpStage;
  readonly clientId: string;
  readonly username: string;
  /** What the challenge has to remember, such as the code it sent. */
  readonly data: Readonly<Record<string, string>>;
  readonly expiresAt: number;
  readonly spent: boolean;
}

export type NewAuthSession = Pick<AuthSessionRecord, 'challenge' | 'clientId' | 'username'> & {
  readonly data?: Readonly<Record<string, string>>;
  readonly validMinutes: number;
};

/** `Session`s: each serves one successful step and lives for minutes. */
export class AuthSessions {
  readonly sweeper: Sweeper<AuthSessionRecord>;
  readonly #byUser: KeyGroups;

  constructor(
    private readonly records: Records<AuthSessionRecord>,
    private readonly now: Clock,
    private readonly random: RandomSource,
  ) {
    this.sweeper = new Sweeper(records, ({ expiresAt }) => forgottenAfter(expiresAt));
    this.#byUser = groupKeys(records, ({ username }) => username);
  }

  open({ validMinutes, data = {}, ...about }: NewAuthSession): AuthSessionRecord {
    const expiresAt = this.now() + validMinutes * 60_000;
    const session = { ...about, data, id: randomSession(this.random), expiresAt, spent: false };
    this.records.set(session.id, session);
    return session;
  }

  has(id: string): boolean {
    return this.records.has(id);
  }

  /** The user's newest session like this that is good for a step. */
  findOpen(
    username: string,
    matches: (session: AuthSessionRecord) => boolean,
  ): AuthSessionRecord | undefined {
    const good = (session: AuthSessionRecord) =>
      !session.spent && session.expiresAt > this.now() && matches(session);
    return this.#byUser
      .of(username)
      .flatMap(id => this.records.get(id) ?? [])
      .findLast(good);
  }

  /** The session, still good for a step. @throws NotAuthorizedException in the service's words. */
  require(id: string): AuthSessionRecord {
    const session = this.records.get(id);
    if (!session)
      throw notAuthorized('Invalid session for the user.', {
        expected: 'a Session that the pool gave out',
        sent: 'one that it does not know, or has forgotten',
      });
    const { challenge, username, expiresAt } = session;
    if (session.spent)
      throw notAuthorized('Invalid session for the user, session can only be used once.', {
        expected: 'the Session of the latest answer',
        sent: `that of ${challenge} of ${username}, which has been answered`,
      });
    if (expiresAt <= this.now())
      throw notAuthorized('Invalid session for the user, session is expired.', {
        expected: `an answer to ${challenge} of ${username} before ${momentOf(expiresAt)}`,
        sent: `one at ${momentOf(this.now())}`,
      });
    return session;
  }

  /** Uses the session up. Of two answers that arrive at once, the second is refused. */
  spend({ id }: AuthSessionRecord): void {
    this.records.set(id, { ...this.require(id), spent: true });
  }

  /** Ends every sign-in that this user has under way. */
  endAllOf(username: string): void {
    for (const id of this.#byUser.of(username)) this.records.delete(id);
  }
}
