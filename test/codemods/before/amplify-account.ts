import {
  confirmResetPassword,
  confirmSignUp,
  deleteUser,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
} from 'aws-amplify/auth';

export async function run({ codeFor }: { codeFor: (username: string) => Promise<string> }) {
  const log: unknown[] = [];
  const username = 'zoe';
  const password = 'Correct-Horse-9';

  const { isSignUpComplete } = await signUp({
    username,
    password,
    options: { userAttributes: { email: 'zoe@example.com', name: 'Zoe' } },
  });
  log.push(isSignUpComplete);
  const { destination, deliveryMedium: medium } = (await resendSignUpCode({ username }))!;
  log.push(destination, medium);
  await confirmSignUp({ username, confirmationCode: await codeFor(username) });

  // Nobody is signed in yet.
  const isSignedOut = await getCurrentUser().catch(error => error.name.length > 0);
  log.push(isSignedOut);
  try {
    await signIn({ username, password: 'wrong' });
  } catch (error: any) {
    if (error.name === 'NotAuthorizedException') log.push('refused');
  }
  await signIn({ username, password });
  const user = await getCurrentUser();
  log.push(user.username);
  const session = await fetchAuthSession();
  log.push(session.tokens?.idToken?.toString().split('.').length);
  const { tokens } = await fetchAuthSession({ forceRefresh: true });
  log.push(tokens?.accessToken.toString().split('.').length);

  await updateUserAttribute({ userAttribute: { attributeKey: 'nickname', value: 'zo' } });
  await updateUserAttributes({ userAttributes: { name: 'Zoë' } });
  const { email, name, nickname, email_verified } = await fetchUserAttributes();
  log.push({ email, name, nickname, email_verified });
  await updatePassword({ oldPassword: password, newPassword: 'Correct-Horse-10' });
  await signOut();
  await resetPassword({ username });
  await confirmResetPassword({
    username,
    confirmationCode: await codeFor(username),
    newPassword: 'Correct-Horse-11',
  });
  const { isSignedIn, nextStep } = await signIn({ username, password: 'Correct-Horse-11' });
  log.push(isSignedIn, nextStep.signInStep);
  await deleteUser();
  return log;
}
