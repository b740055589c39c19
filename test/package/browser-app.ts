/** An application in a browser, compiled with a browser's types and none of Node's. */
import type { Profile } from 'portcullis';
import { type Challenge, ChallengeRequiredError } from 'portcullis/errors';
import { Cognito, UserPool, WebStore } from 'portcullis/web';

const store = new WebStore({ storage: sessionStorage, locks: navigator.locks });
const pool = new UserPool({
  userPoolId: 'eu-west-1_AbCdEf123',
  clientId: 'app',
  store,
  devices: { store: new WebStore().devices },
  fetch: globalThis.fetch,
});
const cognito = new Cognito({ pool, username: 'ada' });

export async function signIn(password: string): Promise<Profile | Challenge> {
  try {
    const onSmsMfa = ({ destination }: { destination?: string }) => prompt(destination) ?? '';
    const { username } = await cognito.authenticate(password, { onSmsMfa });
    document.title = `${username}: ${cognito.decodeTokens().id?.email}`;
    return await cognito.getUser();
  } catch (error) {
    if (error instanceof ChallengeRequiredError) return error.challenge;
    throw error;
  }
}

// @ts-expect-error Administrators work on a server.
void cognito.users;
// @ts-expect-error A browser keeps no secret.
void new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', clientSecret: 'secret' });
