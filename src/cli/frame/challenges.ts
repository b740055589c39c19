import { qrCode } from '../../account/qr-code.js';
import type { SoftwareToken } from '../../api/software-token.js';
import type { ChallengeHandlers, CodePrompt, MfaSetupPrompt, MfaSetupReply } from '../../sign-in/handlers.js';
import { ask, askNewPassword, choose } from './ask.js';
import type { Output } from './output.js';

/** What Cognito's names mean to a person. */
const FACTOR_WORDS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: 'the code of an authenticator app',
  SMS_MFA: 'a code by SMS',
  EMAIL_OTP: 'a code by e-mail',
  SMS_OTP: 'a code by SMS',
  PASSWORD: 'the password',
  PASSWORD_SRP: 'the password, proved without being sent',
  WEB_AUTHN: 'a passkey',
};

const choicesOf = (names: readonly string[]) =>
  names.map(value => ({ value, name: FACTOR_WORDS[value] ?? value }));

/** Asks the person at the terminal whatever a sign-in asks. */
export function challengesAt(out: Output): ChallengeHandlers {
  const sent = (prompt: CodePrompt) => code(out, prompt, `The code sent${toWhom(prompt)}:`);
  return {
    onSoftwareTokenMfa: prompt => {
      const of = prompt.deviceName ? ` of ${prompt.deviceName}` : ' of your authenticator app';
      return code(out, prompt, `The code${of}:`);
    },
    onSmsMfa: sent,
    onEmailOtp: sent,
    onSmsOtp: sent,
    onNewPasswordRequired: async ({ requiredAttributes }) => {
      out.say('The password was temporary. Choose your own.');
      const newPassword = await askNewPassword('New password:');
      const attributes: Record<string, string> = {};
      for (const name of requiredAttributes) attributes[name] = await ask(`Your ${name}:`);
      return { newPassword, attributes };
    },
    onSelectMfaType: ({ choices }) => choose('Second factor:', choicesOf(choices)),
    onSelectChallenge: ({ choices }) => choose('Sign in with:', choicesOf(choices)),
    onMfaSetup: prompt => setUp(out, prompt),
    onCustomChallenge: ({ parameters, attempt }) => {
      if (attempt > 1) out.say('That was not right.');
      for (const [name, value] of Object.entries(parameters)) out.say(`${name}: ${value}`);
      return ask('Your answer:');
    },
  };
}

const toWhom = ({ destination, medium }: CodePrompt): string =>
  `${destination ? ` to ${destination}` : ''}${medium ? ` by ${medium === 'SMS' ? 'SMS' : 'e-mail'}` : ''}`;

function code(out: Output, { attempt }: { readonly attempt: number }, question: string): Promise<string> {
  if (attempt > 1) out.say('That code was not right. Try again.');
  return ask(question);
}

async function setUp(out: Output, { choices, associate, attempt }: MfaSetupPrompt): Promise<MfaSetupReply> {
  if (attempt === 1) out.say('The pool requires a second factor, and you have none yet.');
  // A phone number is given to the pool in another way than here.
  const offered = choices.filter(name => name !== 'SMS_MFA');
  const choice = offered.length > 1 ? await choose('Set up:', choicesOf(offered)) : offered[0];
  if (choice === 'EMAIL_OTP') return { email: await ask('E-mail address for the codes:') };
  if (attempt === 1) await showSecret(out, await associate());
  return { code: await code(out, { attempt }, 'The code that the app shows:') };
}

/** A QR code to scan, and the secret for who cannot scan. */
export async function showSecret(out: Output, { uri, secretCode }: SoftwareToken): Promise<void> {
  const picture = await qrCode(uri, 'terminal');
  const width = Math.max(...picture.split('\n').map(line => [...line].length));
  if (width <= (process.stderr.columns ?? 80))
    out.say(`Scan this with an authenticator app:\n\n${picture}\n`);
  out.say(`The secret, to type in by hand: ${secretCode}`);
}
