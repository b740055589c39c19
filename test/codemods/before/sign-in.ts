// Signs in as a page would, and reads who it is.
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';

interface Settings {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
  readonly storage: ICognitoStorage;
  readonly totpCode: () => string;
}

export async function run({ userPoolId, clientId, endpoint, storage, totpCode }: Settings) {
  const poolData = { UserPoolId: userPoolId, ClientId: clientId, endpoint, Storage: storage };
  const pool = new CognitoUserPool(poolData);

  function signIn(username: string, password: string): Promise<CognitoUserSession> {
    // Each person has one of these.
    const user = new CognitoUser({ Username: username, Pool: pool });
    const details = new AuthenticationDetails({ Username: username, Password: password });
    return new Promise((resolve, reject) => {
      user.authenticateUser(details, {
        onSuccess: resolve,
        onFailure: reject,
      });
    });
  }

  function signInWithCode(user: CognitoUser, password: string): Promise<string> {
    const callbacks = {
      onSuccess: (session: CognitoUserSession) => done(session.getIdToken().payload.sub),
      onFailure: (error: Error) => done(error.message),
      totpRequired: () => user.sendMFACode(totpCode(), callbacks, 'SOFTWARE_TOKEN_MFA'),
    };
    let done: (sub: string) => void;
    return new Promise(resolve => {
      done = resolve;
      user.authenticateUser(new AuthenticationDetails({ Username: 'cho', Password: password }), callbacks);
    });
  }

  const session = await signIn('ada', 'Correct-Horse-9');
  const refused = await signIn('ada', 'wrong').catch(error => error.code === 'NotAuthorizedException');
  const cho = new CognitoUser({ Username: 'cho', Pool: pool });
  const sub = await signInWithCode(cho, 'Correct-Horse-9');
  const isAlive = await new Promise<boolean>((resolve, reject) => {
    cho.getSession((error: Error | null, found: CognitoUserSession | null) => {
      if (error) {
        reject(error);
        return;
      }
      resolve(found!.isValid());
    });
  });
  const out = await new Promise(resolve => cho.globalSignOut({ onSuccess: resolve, onFailure: resolve }));
  return {
    ada: JSON.parse(atob(session.getIdToken().getJwtToken().split('.')[1] ?? '')).email,
    hasRefreshToken: session.getRefreshToken().getToken().length > 0,
    lives: session.getAccessToken().getExpiration() - session.getAccessToken().getIssuedAt(),
    refused,
    sub,
    isAlive,
    out,
    name: cho.getUsername(),
  };
}
