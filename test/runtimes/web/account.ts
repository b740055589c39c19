import { UserPool } from 'portcullis/web';
import type { Check } from '../behaviour.js';
import { equal, rejectsWith } from '../expect.js';
import { codeTo, personAt, signedInAt, totp, type WebSettings, watched } from './people.js';
import { PASSWORD } from './seeds.js';

/** What a person does with their own account, and what is refused before anything is sent. */
export async function tryAccount({ open }: WebSettings, check: Check): Promise<void> {
  await check('registers, confirms and signs in', async () => {
    const email = 'newcomer@example.com';
    const cognito = personAt(open, 'newcomer');
    const { confirmed, delivery } = await cognito.register({ password: PASSWORD, attributes: { email } });
    equal([confirmed, delivery?.medium], [false, 'EMAIL']);
    await cognito.resendConfirmationCode();
    await cognito.confirmSignUp(await codeTo(open, email));
    equal((await cognito.authenticate(PASSWORD)).username, 'newcomer');
    await rejectsWith(cognito.register({ password: PASSWORD, attributes: { email } }), {
      code: 'USERNAME_EXISTS',
    });
  });
  await check('sets a forgotten password', async () => {
    const cognito = personAt(open, 'forgetful');
    await cognito.initiateForgotPassword();
    const chosen = 'Remembered-Horse-9';
    await cognito.confirmForgotPassword(await codeTo(open, 'forgetful@example.com'), chosen);
    equal((await cognito.authenticate(chosen)).username, 'forgetful');
  });
  await check('reads and changes the profile, the password and the second factors', async () => {
    const cognito = await signedInAt(open, 'account');
    await cognito.updateProfile({ email: 'changed@example.com' });
    await cognito.validateVerification(await codeTo(open, 'changed@example.com'));
    const { attributes } = await cognito.getUser();
    equal([attributes.email, attributes.email_verified], ['changed@example.com', true]);
    await cognito.changePassword(PASSWORD, 'Changed-Horse-9');
    const { secretCode } = await cognito.associateSoftwareToken({ issuer: 'Shop' });
    await cognito.verifySoftwareToken(await totp(secretCode));
    await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
    equal((await cognito.getUserAuthFactors()).preferredMfa, 'SOFTWARE_TOKEN_MFA');
    const onSoftwareTokenMfa = () => totp(secretCode, 1);
    const { username } = await personAt(open, 'account').authenticate('Changed-Horse-9', {
      onSoftwareTokenMfa,
    });
    equal(username, 'account');
  });
  await check('deletes the account', async () => {
    const cognito = await signedInAt(open, 'leaving');
    await cognito.deleteUser();
    equal(cognito.tokens, undefined);
    await rejectsWith(personAt(open, 'leaving').authenticate(PASSWORD), {});
  });

  await check('refuses a secret and wrong options before anything is sent', async () => {
    const { endpoint, userPoolId } = open;
    const base = { endpoint, userPoolId, clientId: 'app' };
    const made = async (options: object) => new UserPool({ ...base, ...options });
    const field = (name: string) => ({ code: 'INVALID_OPTION', field: `options.${name}` });
    await rejectsWith(made({ clientSecret: 'secret' }), field('clientSecret'));
    await rejectsWith(made({ clientId: undefined }), field('clientId'));
    await rejectsWith(made({ userPoolId: 'nonsense' }), { code: 'INVALID_OPTION', field: 'userPoolId' });
    await rejectsWith(made({ credentials: {} }), field('credentials'));
  });
  await check('sends no operation that needs AWS credentials', async () => {
    const { operations, fetch } = watched();
    const { api, userPoolId: UserPoolId } = personAt(open, 'ada', { fetch }).pool;
    await rejectsWith(api.call('ListUsers', { UserPoolId }), { code: 'CREDENTIALS_MISSING' });
    equal(operations, []);
  });
  await check('gives up when it is told to, and when its time is over', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await rejectsWith(personAt(open, 'ada').authenticate(PASSWORD, { signal }), { message: 'enough' });
    const never: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const late = personAt(open, 'ada', { fetch: never, timeoutMs: 20 }).authenticate(PASSWORD);
    await rejectsWith(late, { code: 'TIMED_OUT' });
  });
}
