import type { Seed } from 'portcullis/local';
import { closeAfterEach, poolWith } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../helpers/sdk.js';

closeAfterEach();

const ClientId = 'app';
const byChoice = {
  clients: [{ clientId: ClientId, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
} satisfies Seed;
const invalid = refusal('NotAuthorizedException', 'Invalid session for the user.');

async function signedUp(seed: Seed = byChoice) {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const registered = await sdk.signUp({
    ClientId,
    Username: 'ada',
    Password: 'Correct-Horse-9',
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  });
  const { code: ConfirmationCode } = await pool.messages.next();
  const confirm = (Session = registered.Session) =>
    sdk.confirmSignUp({ ClientId, Username: 'ada', ConfirmationCode, Session });
  const signIn = (Session?: string) =>
    sdk.initiateAuth({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada' }, Session });
  return { sdk, registered, code: ConfirmationCode, confirm, signIn };
}

test('whoever signed up and confirmed it is signed in without another factor, once', async () => {
  const { confirm, signIn } = await signedUp();
  const { Session } = await confirm();
  await expect(signIn(Session)).resolves.toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' } });
  await expect(refusalOf(signIn(Session))).resolves.toEqual(
    refusal('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
  );
});

test('the code that confirms a sign-up is enough, as clients do not all send its session', async () => {
  const { sdk, code: ConfirmationCode, signIn } = await signedUp();
  const { Session } = await sdk.confirmSignUp({ ClientId, Username: 'ada', ConfirmationCode });
  await expect(signIn(Session)).resolves.toHaveProperty('AuthenticationResult');
});

test('the session of a sign-up alone signs nobody in, and answers no challenge', async () => {
  const { sdk, registered, confirm, signIn } = await signedUp();
  await expect(refusalOf(signIn(registered.Session))).resolves.toMatchObject({
    name: 'UserNotConfirmedException',
  });
  const choose = sdk.respondToAuthChallenge({
    ClientId,
    ChallengeName: 'SELECT_CHALLENGE',
    Session: registered.Session,
    ChallengeResponses: { USERNAME: 'ada', ANSWER: 'EMAIL_OTP' },
  });
  await expect(refusalOf(choose)).resolves.toEqual(invalid);
  await expect(refusalOf(confirm('x'.repeat(40)))).resolves.toEqual(invalid);
  await confirm();
  await expect(refusalOf(signIn(registered.Session))).resolves.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

test('clients that do not sign in by choice get no session', async () => {
  const { registered, confirm } = await signedUp({ clients: [{ clientId: ClientId }] });
  expect(registered).not.toHaveProperty('Session');
  await expect(confirm()).resolves.not.toHaveProperty('Session');
});
