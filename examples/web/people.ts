import { Cognito, type PersonOptions, type UserPool } from 'portcullis';
import { ChallengeRequiredError } from 'portcullis/errors';
import { type Pause, unhurried, unhurriedRefusal } from './discretion.js';
import type { Session } from './env.js';

/** What the authenticator app shows beside a person's address. */
export const ISSUER = 'Harbour';

type Work<T> = (cognito: Cognito) => Promise<T>;

/** Calls the pool for a visitor or for the signed-in user. */
export interface People {
  /** Takes about the same time whether the pool finds an account or not. */
  unhurried<T>(work: () => Promise<T>): Promise<T>;
  /** For a visitor who has proved nothing. It takes about the same time whether the account exists or not. */
  stranger<T>(email: string, work: Work<T>): Promise<T>;
  /** For a visitor who signs in, with their e-mail address. A refusal takes as long as any other. */
  arriving<T>(email: string, work: Work<T>): Promise<T>;
  /** For a visitor between the password and the end of the sign-in. */
  halfway<T>(work: Work<T>): Promise<T>;
  /** For the signed-in user. */
  signedIn<T>(session: Session, work: Work<T>): Promise<T>;
  /**
   * Makes sure that it is the signed-in user who asks.
   *
   * @throws {NotAuthorizedError} when it is not their password.
   */
  prove(session: Session, password: string): Promise<void>;
  /** Renews the session's tokens after the account has changed, as they name its e-mail address. */
  renew(session: Session): Promise<void>;
}

export function peopleOf(pool: UserPool, pause: Pause): People {
  const as = (who: PersonOptions): Cognito => new Cognito({ pool, ...who });
  return {
    unhurried: work => unhurried(pause, work),
    stranger: (username, work) => unhurried(pause, () => work(as({ username }))),
    arriving: (username, work) => unhurriedRefusal(pause, () => work(as({ username }))),
    halfway: work => work(as({})),
    signedIn: async (session, work) => {
      // An authenticator shows the name, so it had better be one that the person knows.
      const { email, username } = await session.require();
      return await work(as({ ...session.tokens?.data, username: email ?? username }));
    },
    prove: async (session, password) => {
      const { username } = await session.require();
      try {
        // A sign-in is the pool's only check of a password. The session that comes of it is not needed.
        const { refreshToken } = await as({ username }).authenticate(password);
        if (refreshToken) await pool.revoke(refreshToken);
      } catch (error) {
        // The pool asks for a second step only after the right password.
        if (!(error instanceof ChallengeRequiredError)) throw error;
      }
    },
    renew: async session => {
      const { tokens } = session;
      if (tokens) await session.signIn(await pool.renew(tokens));
    },
  };
}
