import { become, cognito, currentTokens, pool } from './cognito.js';
import { Cognito } from 'portcullis/web';

export async function run({ codeFor }: { codeFor: (username: string) => Promise<string> }) {
  const log: unknown[] = [];
  const username = 'zoe';
  const password = 'Correct-Horse-9';

  const { confirmed: isSignUpComplete } = await new Cognito({ pool, username }).register({ password, attributes: { email: 'zoe@example.com', name: 'Zoe' } });
  log.push(isSignUpComplete);
  const { destination, medium } = (await new Cognito({ pool, username }).resendConfirmationCode())!;
  log.push(destination, medium);
  await new Cognito({ pool, username }).confirmSignUp(await codeFor(username));

  // Nobody is signed in yet.
  const isSignedOut = await cognito.getAccessToken().then(() => ({ username: cognito.tokens!.username!, userId: cognito.tokens!.sub! })).catch(error => error.name.length > 0);
  log.push(isSignedOut);
  try {
    await become(username).authenticate('wrong');
  } catch (error: any) {
    if (error.awsName === 'NotAuthorizedException') log.push('refused');
  }
  await become(username).authenticate(password);
  const user = await cognito.getAccessToken().then(() => ({ username: cognito.tokens!.username!, userId: cognito.tokens!.sub! }));
  log.push(user.username);
  const session = await currentTokens().then(tokens => ({ tokens }));
  log.push(session.tokens?.idToken?.toString().split('.').length);
  const { tokens } = await cognito.renewAccessToken().then(tokens => ({ tokens }));
  log.push(tokens?.accessToken.toString().split('.').length);

  await cognito.updateProfile({ nickname: 'zo' });
  await cognito.updateProfile({ name: 'Zoë' });
  const { email, name, nickname, email_verified } = await cognito.getAccessToken().then(AccessToken => pool.api.call('GetUser', { AccessToken })).then(answer => Object.fromEntries((answer.UserAttributes ?? []).map(attribute => [attribute.Name, attribute.Value])));
  log.push({ email, name, nickname, email_verified });
  await cognito.changePassword(password, 'Correct-Horse-10');
  await cognito.revoke();
  await new Cognito({ pool, username }).initiateForgotPassword();
  await new Cognito({ pool, username }).confirmForgotPassword(await codeFor(username), 'Correct-Horse-11');
  // TODO(portcullis): nextStep is always DONE: a challenge, or an account to confirm, is an error with a code
  const { isSignedIn, nextStep } = await become(username).authenticate('Correct-Horse-11').then(() => ({ isSignedIn: true, nextStep: { signInStep: 'DONE' } }));
  log.push(isSignedIn, nextStep.signInStep);
  await cognito.deleteUser();
  return log;
}
