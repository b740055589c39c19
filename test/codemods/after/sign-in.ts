// Signs in as a page would, and reads who it is.
import { Cognito, type CompleteTokenSet, UserPool } from 'portcullis';
import { type WebStorage, WebStore } from 'portcullis/web';
import { decodeUnverified } from 'portcullis/verify';

interface Settings {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
  readonly storage: WebStorage;
  readonly totpCode: () => string;
}

export async function run({ userPoolId, clientId, endpoint, storage, totpCode }: Settings) {
  const pool = new UserPool({ userPoolId, clientId, endpoint, store: new WebStore({ storage }) });

  function signIn(username: string, password: string): Promise<CompleteTokenSet> {
    // Each person has one of these.
    const user = new Cognito({ pool, username });
    // TODO(portcullis): what comes here is a TokenSet: its idToken, accessToken and refreshToken are strings
    return user.authenticate(password);
  }

  function signInWithCode(user: Cognito, password: string): Promise<string> {
    let done: (sub: string) => void;
    return new Promise(resolve => {
      done = resolve;
      user.authenticate(password, { onSoftwareTokenMfa: () => totpCode() }).then((session: CompleteTokenSet) => done((decodeUnverified(session.idToken).payload as Record<string, any>).sub), (error: Error) => done(error.message));
    });
  }

  const session = await signIn('ada', 'Correct-Horse-9');
  const refused = await signIn('ada', 'wrong').catch(error => error.awsName === 'NotAuthorizedException');
  const cho = new Cognito({ pool, username: 'cho' });
  const sub = await signInWithCode(cho, 'Correct-Horse-9');
  const isAlive = await cho.getAccessToken().then(() => cho.tokens as CompleteTokenSet).then((found: CompleteTokenSet | null) => !found!.expiresWithin(0, Date.now()));
  const out = await new Promise(resolve => cho.logout().then(outcome => { if (!outcome.revoked) throw outcome.error; }).then(() => 'SUCCESS').then(resolve, resolve));
  return {
    ada: JSON.parse(atob(session.idToken.split('.')[1] ?? '')).email,
    hasRefreshToken: session.refreshToken!.length > 0,
    lives: Number(decodeUnverified(session.accessToken).payload.exp) - Number(decodeUnverified(session.accessToken).payload.iat),
    refused,
    sub,
    isAlive,
    out,
    name: cho.username,
  };
}
