import { Cognito, type CognitoOptions, type PoolOptions } from 'portcullis';
import type { PageSession } from 'portcullis/http/session';
import type { Principal } from 'portcullis/verify';

/** What the authenticator app shows beside a person's address. */
export const ISSUER = 'Harbour';

type Work<T> = (cognito: Cognito) => Promise<T>;

/** Does things at the pool as one person or another. */
export interface People {
  /** As somebody who is not signed in yet, by their e-mail address where the work needs to know it. */
  visitor<T>(email: string | undefined, work: Work<T>): Promise<T>;
  /** As the one who is signed in. */
  signedIn<T>(session: PageSession<Principal<'id'>>, work: Work<T>): Promise<T>;
}

export function peopleOf(pool: PoolOptions): People {
  const as = async <T>(who: Partial<CognitoOptions>, work: Work<T>): Promise<T> => {
    const cognito = new Cognito({ ...pool, ...who });
    try {
      return await work(cognito);
    } finally {
      cognito.close();
    }
  };
  return {
    visitor: (username, work) => as({ username }, work),
    signedIn: async (session, work) => {
      const { email: username } = await session.require();
      // The session has renewed the tokens by now. To renew them here as well would leave its cookie with the old ones.
      return as({ ...session.tokens?.data, username, renewBeforeExpiryMs: 0 }, work);
    },
  };
}
