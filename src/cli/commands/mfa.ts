import { CodeMismatchError, EnableSoftwareTokenMfaError } from '../../errors/service.js';
import type { Cognito } from '../../index.js';
import { MAX_ATTEMPTS } from '../../sign-in/handlers.js';
import { ask, isInteractive, sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { showSecret } from '../frame/challenges.js';
import { misuse } from '../frame/failure.js';
import { withSession } from '../frame/session.js';
import type { Json } from '../shapes/shapes.js';

/** The library's name and Cognito's, by what people type. */
const FACTORS = {
  totp: ['softwareToken', 'SOFTWARE_TOKEN_MFA', 'the authenticator app'],
  sms: ['sms', 'SMS_MFA', 'codes by SMS'],
  email: ['email', 'EMAIL_OTP', 'codes by e-mail'],
} as const;

const factorOf = ({ args: [name] }: Call) => FACTORS[name as keyof typeof FACTORS];

/** `portcullis mfa status`. */
export async function status(call: Call): Promise<void> {
  await withSession(call, async cognito => {
    const factors = await cognito.getUserAuthFactors();
    const { username, mfa, preferredMfa, firstFactors } = factors;
    const value: Json<'mfa status'> = {
      username,
      mfa: [...mfa],
      preferredMfa: preferredMfa ?? null,
      firstFactors: [...firstFactors],
    };
    await call.out.record(value, [
      ['username', username],
      ['second factors', mfa.join(', ') || 'none'],
      ['preferred', preferredMfa],
      ['first factors', firstFactors.join(', ')],
    ]);
  });
}

/** `portcullis mfa setup`. */
export async function setup(call: Call<{ readonly name?: string }>): Promise<void> {
  if (!isInteractive())
    throw misuse(
      'there is no terminal to show the QR code and to ask for its code on',
      'Run it in a terminal.',
    );
  await withSession(call, async cognito => {
    await showSecret(call.out, await cognito.associateSoftwareToken());
    await proveCode(call, cognito);
    await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
    await tell(call, cognito, 'The authenticator app is set up. The next sign-in asks for its code.');
  });
}

async function proveCode(
  { options, out }: Call<{ readonly name?: string }>,
  cognito: Cognito,
): Promise<void> {
  const name = options.name === undefined ? {} : { deviceName: options.name };
  for (let attempt = 1; ; attempt++)
    try {
      return await cognito.verifySoftwareToken(await ask('The code that the app shows:'), name);
    } catch (error) {
      const isWrong = error instanceof EnableSoftwareTokenMfaError || error instanceof CodeMismatchError;
      if (!isWrong || attempt === MAX_ATTEMPTS) throw error;
      out.say('That code was not right. Try again.');
    }
}

/** `portcullis mfa prefer`. */
export async function prefer(call: Call): Promise<void> {
  const [key, preferred, words] = factorOf(call);
  await withSession(call, async cognito => {
    await cognito.setUserMfaPreference({ [key]: true, preferred });
    await tell(call, cognito, `The next sign-in asks for ${words}.`);
  });
}

/** `portcullis mfa remove`. */
export async function remove(call: Call): Promise<void> {
  const [key, , words] = factorOf(call);
  await sure(call, `Turn off ${words}?`);
  await withSession(call, async cognito => {
    await cognito.setUserMfaPreference({ [key]: false });
    await tell(call, cognito, `A sign-in asks for ${words} no more.`);
  });
}

async function tell({ out }: Call, cognito: Cognito, line: string): Promise<void> {
  const { username, mfa = [], preferredMfa } = await cognito.getUser();
  const value: Json<'mfa setup'> = { username, mfa: [...mfa], preferredMfa: preferredMfa ?? null };
  await out.result(value, line);
}
