'use client';
import { Amplify } from 'aws-amplify';
import { cognito, currentTokens } from './cognito.js';
import { confirmSignIn, fetchDevices, signInWithRedirect, signOut } from 'aws-amplify/auth';

// TODO(portcullis): the pool of Auth is in cognito.js
Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: 'app' } } });

export function Account({ code }) {
  const confirm = async () => {
    // TODO(portcullis): the respondTo… of the challenge, such as cognito.respondToSoftwareTokenMfa(code): the code of the error of signing in tells
    const { isSignedIn } = await confirmSignIn({ challengeResponse: code });
    return isSignedIn;
  };

  const claims = async () => {
    const { tokens } = await currentTokens().then(tokens => ({ tokens }));
    // TODO(portcullis): a token is a string: decodeUnverified(token).payload of 'portcullis/verify', or cognito.decodeTokens()
    return tokens?.idToken?.payload;
  };

  const devices = async () => {
    // TODO(portcullis): await cognito.listDevices().toArray()
    const all = await fetchDevices();
    return all.length;
  };

  // TODO(portcullis): signInWithRedirect is not there: the page on Amplify says what takes its place
  // TODO(portcullis): signOut is handed on: the page on Amplify says what takes its place
  return (
    <>
      <button onClick={confirm}>Confirm</button>
      <button onClick={signOut}>Sign out</button>
      <button onClick={() => cognito.logout()}>Sign out everywhere</button>
      <button onClick={() => cognito.setUserMfaPreference({ sms: false, softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' })}>Use an app</button>
      <button onClick={() => signInWithRedirect()}>By another account</button>
      <button onClick={claims}>Who</button>
      <button onClick={devices}>Devices</button>
    </>
  );
}
