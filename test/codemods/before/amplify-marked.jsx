'use client';

import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, fetchDevices, signInWithRedirect, signOut, updateMFAPreference } from 'aws-amplify/auth';

Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: 'app' } } });

export function Account({ code }) {
  const confirm = async () => {
    const { isSignedIn } = await confirmSignIn({ challengeResponse: code });
    return isSignedIn;
  };

  const claims = async () => {
    const { tokens } = await fetchAuthSession();
    return tokens?.idToken?.payload;
  };

  const devices = async () => {
    const all = await fetchDevices();
    return all.length;
  };

  return (
    <>
      <button onClick={confirm}>Confirm</button>
      <button onClick={signOut}>Sign out</button>
      <button onClick={() => signOut({ global: true })}>Sign out everywhere</button>
      <button onClick={() => updateMFAPreference({ sms: 'DISABLED', totp: 'PREFERRED' })}>Use an app</button>
      <button onClick={() => signInWithRedirect()}>By another account</button>
      <button onClick={claims}>Who</button>
      <button onClick={devices}>Devices</button>
    </>
  );
}
