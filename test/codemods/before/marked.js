import { CognitoRefreshToken, CognitoUser } from 'amazon-cognito-identity-js';
import pool from './UserPool';

export function whoIsThere(show) {
  const user = pool.getCurrentUser();
  if (!user) return;
  user.getSession((err, session) => {
    if (err) return;
    show(session);
  });
}

export function tokenNow(cognitoUser) {
  let token;
  cognitoUser.getSession((err, session) => {
    token = session.getIdToken().getJwtToken();
  });
  return token;
}

export function withCallbacks(cognitoUser, callbacks, details) {
  cognitoUser.authenticateUser(details, callbacks);
  cognitoUser.authenticateUser(details, { ...callbacks, onFailure: console.error });
}

export function renew(username, token) {
  const cognitoUser = new CognitoUser({ Username: username, Pool: pool });
  cognitoUser.refreshSession(new CognitoRefreshToken({ RefreshToken: token }), console.log);
  if (cognitoUser.Session) console.log('a challenge is open');
}

export function devices(cognitoUser, show) {
  cognitoUser.listDevices(10, null, { onSuccess: show, onFailure: show });
  cognitoUser.confirmRegistration('1', true, show, { from: 'page' });
}

export function leaveIfKnown(fallback) {
  try {
    pool.getUserPoolId();
  } catch {
    const user = fallback();
    user.signOut();
  }
}

export function leave(cognitoUser) {
  cognitoUser.signOut();
  window.location.reload();
}

/** A service of the application's own: nothing of it is Cognito's. */
export async function own(service, details) {
  await service.changePassword('a', 'b', console.log);
  service.authenticateUser(details);
}
