import { Cognito, type PersonOptions, type UserPool } from 'portcullis';
import type { PageSession } from 'portcullis/http/session';
import type { Principal } from 'portcullis/verify';

/** What the authenticator app shows beside a person's address. */
export const ISSUER = 'Harbour';

type Work<T> = (cognito: Cognito) => Promise<T>;

/** Calls the pool for a visitor or for the signed-in user. */
export interface People {
  /** For a visitor, with their e-mail address where the call needs it. */
  visitor<T>(email: string | undefined, work: Work<T>): Promise<T>;
  /** For the signed-in user. */
  signedIn<T>(session: PageSession<Principal<'id'>>, work: Work<T>): Promise<T>;
}

export function peopleOf(pool: UserPool): People {
  const as = (who: PersonOptions): Cognito => new Cognito({ pool, ...who });
  return {
    visitor: (username, work) => work(as({ username })),
    signedIn: async (session, work) => {
      const { email: username } = await session.require();
      return await work(as({ ...session.tokens?.data, username }));
    },
  };
}
