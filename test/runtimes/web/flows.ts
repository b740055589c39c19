import { type Challenge, ChallengeRequiredError, NotAuthorizedError } from 'portcullis/errors';
import type { Check } from '../behaviour.js';
import { equal, rejectsWith } from '../expect.js';
import { codeTo, personAt, totp, type WebSettings, watched } from './people.js';
import { ANSWERS, PASSWORD, TOTP_SECRET } from './seeds.js';

/** The challenge that a sign-in ends with, as another process gets it. */
async function challengeOf(signIn: Promise<unknown>, code: string): Promise<Challenge> {
  const error = (await rejectsWith(signIn, { code })) as ChallengeRequiredError;
  equal(error instanceof ChallengeRequiredError, true);
  return JSON.parse(JSON.stringify(error.challenge));
}

/** Every way to sign in, and every challenge. */
export async function tryFlows({ open, strict }: WebSettings, check: Check): Promise<void> {
  await check('signs in over SRP without sending the password', async () => {
    let sent = '';
    const listening: typeof fetch = (address, init) => {
      sent += String(init?.body);
      return fetch(address, init);
    };
    const tokens = await personAt(open, 'ada', { fetch: listening }).authenticate(PASSWORD);
    equal(tokens.username, 'ada');
    equal([sent.includes('SRP_A'), sent.includes(PASSWORD)], [true, false]);
  });
  await check('refuses a wrong password, by the class that portcullis/errors has', async () => {
    const wrong = personAt(open, 'ada').authenticate('Wrong-Horse-9');
    const error = await rejectsWith(wrong, { code: 'BAD_CREDENTIALS' });
    equal(error instanceof NotAuthorizedError, true);
  });
  await check('signs in by sending the password', async () => {
    equal((await personAt(open, 'ada').authenticateWithPassword(PASSWORD)).username, 'ada');
  });
  await check('signs in under an alias', async () => {
    equal((await personAt(open, 'ada@example.com').authenticate(PASSWORD)).username, 'ada');
  });

  await check('asks a handler for the code of an authenticator, again after a wrong one', async () => {
    const attempts: number[] = [];
    await personAt(open, 'totp').authenticate(PASSWORD, {
      onSoftwareTokenMfa: async ({ attempt }) => {
        attempts.push(attempt);
        return attempt === 1 ? '000000' : await totp(TOTP_SECRET);
      },
    });
    equal(attempts, [1, 2]);
  });
  await check('a challenge without a handler can be answered by another instance', async () => {
    const met = personAt(open, 'elsewhere').authenticate(PASSWORD);
    const challenge = await challengeOf(met, 'SMS_MFA_REQUIRED');
    const code = await codeTo(open, '+441234560003');
    const { username } = await personAt(open, 'elsewhere').respondToSmsMfa(code, { challenge });
    equal(username, 'elsewhere');
  });
  await check('asks for codes by SMS and by e-mail', async () => {
    const onSmsMfa = () => codeTo(open, '+441234560004');
    equal((await personAt(open, 'sms').authenticate(PASSWORD, { onSmsMfa })).username, 'sms');
    const onEmailOtp = () => codeTo(open, 'mail@example.com');
    equal((await personAt(open, 'mail').authenticate(PASSWORD, { onEmailOtp })).username, 'mail');
  });
  await check('offers a choice of second factors', async () => {
    let offered: readonly string[] = [];
    await personAt(open, 'either').authenticate(PASSWORD, {
      onSelectMfaType: ({ choices }) => {
        offered = choices;
        return 'SMS_MFA';
      },
      onSmsMfa: () => codeTo(open, '+441234560006'),
    });
    equal([...offered].sort(), ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  });
  await check('sets up a second factor where the pool requires one', async () => {
    const { username } = await personAt(strict, 'new').authenticate(PASSWORD, {
      onMfaSetup: async ({ associate }) => {
        const { secretCode, uri } = await associate();
        equal(uri.startsWith('otpauth://totp/Cognito:new?'), true);
        return { code: await totp(secretCode) };
      },
    });
    equal(username, 'new');
  });
  await check('sets a new password in place of a temporary one', async () => {
    await challengeOf(personAt(open, 'invited').authenticate(PASSWORD), 'NEW_PASSWORD_REQUIRED');
    const chosen = 'Another-Horse-9';
    await personAt(open, 'invited').authenticate(PASSWORD, { onNewPasswordRequired: () => chosen });
    equal((await personAt(open, 'invited').authenticate(chosen)).username, 'invited');
  });

  await check('answers the challenges of triggers, alone and after the password', async () => {
    const { operations, fetch } = watched();
    const { username } = await personAt(open, 'ada', { fetch }).initiateCustomAuth({ answers: ANSWERS });
    equal([username, operations.length], ['ada', 3]);
    const onCustomChallenge = ({ round }: { round: number }) => ANSWERS[round - 1] ?? '';
    const password = PASSWORD;
    equal((await personAt(open, 'ada').initiateCustomAuth({ password, onCustomChallenge })).username, 'ada');
  });
  await check('signs in with a choice of first factors', async () => {
    const password = PASSWORD;
    const preferredChallenge = 'PASSWORD_SRP';
    equal((await personAt(open, 'ada').initiateUserAuth({ password, preferredChallenge })).username, 'ada');
    const challenge = await challengeOf(
      personAt(open, 'ada').initiateUserAuth(),
      'SELECT_CHALLENGE_REQUIRED',
    );
    equal([...(challenge.available ?? [])].sort(), ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP', 'SMS_OTP']);
    const onEmailOtp = () => codeTo(open, 'ada@example.com');
    const ada = personAt(open, 'ada');
    equal((await ada.respondToSelectChallenge('EMAIL_OTP', { challenge, onEmailOtp })).username, 'ada');
  });
}
