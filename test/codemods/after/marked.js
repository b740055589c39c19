import { Cognito } from 'portcullis/web';
import { CognitoRefreshToken } from 'amazon-cognito-identity-js';
import pool from './UserPool';

export function whoIsThere(show) {
  // TODO(portcullis): await Cognito.restore({ pool, username }) takes its place: keep the username of the last sign-in yourself
  const user = pool.getCurrentUser();
  if (!user) return;
  // TODO(portcullis): what comes here is a TokenSet: its idToken, accessToken and refreshToken are strings
  user.getAccessToken().then(() => user.tokens).then(session => show(session), () => {});
}

export function tokenNow(cognitoUser) {
  let token;
  // TODO(portcullis): await cognito.getAccessToken(), then cognito.tokens: what follows needs what the callback sets
  cognitoUser.getSession((err, session) => {
    token = session.idToken;
  });
  return token;
}

export function withCallbacks(cognitoUser, callbacks, details) {
  // TODO(portcullis): the callbacks become `.then(result => …, error => …)` and handlers among the options
  cognitoUser.authenticateUser(details, callbacks);
  // TODO(portcullis): the callbacks become `.then(result => …, error => …)` and handlers among the options
  cognitoUser.authenticateUser(details, { ...callbacks, onFailure: console.error });
}

export function renew(username, token) {
  const cognitoUser = new Cognito({ pool, username });
  // TODO(portcullis): new Cognito({ pool, username, refreshToken }).renewAccessToken() where the token comes from elsewhere
  // TODO(portcullis): CognitoRefreshToken is not there: the page on this library says what takes its place
  cognitoUser.refreshSession(new CognitoRefreshToken({ RefreshToken: token }), console.log);
  // TODO(portcullis): the challenge of the error that authenticate() throws holds the session: pass it to respondTo… as `challenge`
  if (cognitoUser.Session)
    console.log('a challenge is open');
}

export function devices(cognitoUser, show) {
  // TODO(portcullis): await cognito.listDevices().toArray() has every page
  cognitoUser.listDevices(10, null, { onSuccess: show, onFailure: show });
  // TODO(portcullis): this call takes no clientMetadata here
  cognitoUser.confirmRegistration('1', true, show, { from: 'page' });
}

export function leaveIfKnown(fallback) {
  try {
    pool.userPoolId;
  } catch {
    const user = fallback();
    user.signOut();
  }
}

export function leave(cognitoUser) {
  // TODO(portcullis): a promise: what follows has to wait for it
  cognitoUser.revoke();
  window.location.reload();
}

/** A service of the application's own: nothing of it is Cognito's. */
export async function own(service, details) {
  await service.changePassword('a', 'b', console.log);
  service.authenticateUser(details);
}
