import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import type { LocalPool } from 'portcullis/local';

/** What a browser would keep in its local storage. */
export function memoryStorage(): ICognitoStorage {
  const memory = new Map<string, string>();
  return {
    getItem: key => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: key => void memory.delete(key),
    clear: () => memory.clear(),
  };
}

/** A user of the pool's client `app`, as amazon-cognito-identity-js has them. One storage is one browser. */
export function identityJsUser(
  { endpoint, userPoolId }: LocalPool,
  Username: string,
  Storage = memoryStorage(),
): CognitoUser {
  const Pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: 'app', endpoint, Storage });
  return new CognitoUser({ Username, Pool, Storage });
}

/** How a sign-in, or a step of one, came out. */
export type Outcome =
  | { readonly session: CognitoUserSession; readonly confirmationNecessary: boolean }
  | { readonly challenge: string; readonly parameters: Record<string, string> };

export type Callbacks = Parameters<CognitoUser['sendMFACode']>[1] &
  Parameters<CognitoUser['authenticateUser']>[1];

/** Runs one step of the client's, and says what it called back. */
export const step = (run: (callbacks: Callbacks) => void): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const asked = (name: string) => (challengeName: unknown, parameters?: unknown) =>
      resolve({
        challenge: name,
        parameters: (parameters ?? challengeName ?? {}) as Record<string, string>,
      });
    run({
      onSuccess: (session: CognitoUserSession, confirmationNecessary = false) =>
        resolve({ session, confirmationNecessary }),
      onFailure: reject,
      mfaRequired: asked('SMS_MFA'),
      totpRequired: asked('SOFTWARE_TOKEN_MFA'),
      mfaSetup: asked('MFA_SETUP'),
      selectMFAType: asked('SELECT_MFA_TYPE'),
      customChallenge: asked('CUSTOM_CHALLENGE'),
      newPasswordRequired: asked('NEW_PASSWORD_REQUIRED'),
    });
  });

export const signIn = (user: CognitoUser, Password: string): Promise<Outcome> =>
  step(callbacks =>
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks),
  );

/** The session of an outcome that has to be one. */
export function sessionOf(outcome: Outcome): CognitoUserSession {
  if ('challenge' in outcome) throw new Error(`expected a session, got ${outcome.challenge}`);
  return outcome.session;
}
