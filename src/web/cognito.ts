import { type PersonOptions, personOver } from '../person/options.js';
import { Person } from '../person/person.js';
import { AuthFlows } from '../sign-in/auth-flows.js';
import { type DecodedSession, decodedSession } from './decoded-session.js';
import { type UserPoolOptions, userPoolOptionEntries } from './options.js';
import { UserPool } from './user-pool.js';

/** The pool that a person shares with others, or the options of one for this person alone. */
export type CognitoOptions = PersonOptions & ({ readonly pool: UserPool } | UserPoolOptions);

const checkCognitoOptions = personOver(UserPool, userPoolOptionEntries);

/**
 * One person at one user pool: signs in, answers challenges, and keeps the tokens, by `fetch` and Web Crypto.
 *
 * ```ts
 * import { Cognito, WebStore } from 'portcullis/web';
 *
 * const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', store: new WebStore(), username: 'ada' };
 * const cognito = (await Cognito.restore(options)) ?? new Cognito(options);
 * if (!cognito.tokens) await cognito.authenticate('Correct-Horse-9');
 * await fetch('/api/orders', { headers: { authorization: `Bearer ${await cognito.getAccessToken()}` } });
 * ```
 *
 * It has the methods of the `Cognito` in `portcullis`, without those for administrators and without `verifyTokens`.
 */
export class Cognito extends AuthFlows {
  readonly #person: Person<UserPool>;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: CognitoOptions) {
    const person = new Person(checkCognitoOptions(options));
    super(person);
    this.#person = person;
  }

  /**
   * The session that an earlier visit stored, ready to use.
   *
   * @returns Undefined when the store has no session of this user.
   * @throws {InvalidOptionError} when there is no store, or no username.
   */
  static async restore(
    options: CognitoOptions & { readonly username: string },
  ): Promise<Cognito | undefined> {
    const cognito = new Cognito(options);
    return (await cognito.#person.restore()) ? cognito : undefined;
  }

  /** The pool, which other people may share. */
  get pool(): UserPool {
    return this.#person.pool;
  }

  /**
   * The claims of the session's tokens, read without checking signatures. The tokens came from the pool over TLS; the
   * server that they are sent to decides by them, and verifies them.
   *
   * @throws {NotSignedInError} when no one is signed in.
   * @throws {InvalidTokenError} when they are two people's, or for another app client.
   */
  decodeTokens(): DecodedSession {
    return decodedSession(this.#person.signedIn(), this.pool.clientId);
  }
}
