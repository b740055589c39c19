import type { CodeDelivery } from '../../api/code-delivery.js';
import type { Cognito } from '../../index.js';
import { ask, askNewPassword, isInteractive, readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { knownUser } from '../frame/last-user.js';
import { asPerson } from '../frame/session.js';
import type { Json } from '../shapes/shapes.js';

interface SignupArguments {
  readonly attribute?: Readonly<Record<string, string>>;
  readonly passwordStdin?: true;
  readonly confirm?: string | true;
  readonly resend?: true;
}

/** `portcullis signup`. */
export async function signup(call: Call<SignupArguments>): Promise<void> {
  const { options, config, args } = call;
  const username = args[0] ?? knownUser(config) ?? (isInteractive() ? await ask('Username:') : undefined);
  if (username === undefined) throw misuse('the username is missing, and there is no terminal to ask on');
  await asPerson(call, { username }, async cognito => {
    if (options.resend) await resend(call, cognito, username);
    else if (options.confirm) await confirm(call, cognito, { username, delivery: undefined });
    else await register(call, cognito, username);
  });
}

/** Where a code went. */
export const sentTo = ({ destination, medium }: CodeDelivery): string =>
  `A code was sent to ${destination} by ${medium === 'SMS' ? 'SMS' : 'e-mail'}.`;

async function register(call: Call<SignupArguments>, cognito: Cognito, username: string): Promise<void> {
  const { attribute, passwordStdin } = call.options;
  if (!passwordStdin && !isInteractive())
    throw misuse('there is no terminal to ask for the password on', 'Pass --password-stdin.');
  const password = passwordStdin ? await readStdin() : await askNewPassword('Password:');
  const { confirmed, delivery } = await cognito.register({
    username,
    password,
    ...(attribute && { attributes: attribute }),
  });
  if (confirmed) return await done(call, { username, confirmed, delivery });
  if (delivery) call.out.say(sentTo(delivery));
  if (isInteractive()) return await confirm(call, cognito, { username, delivery });
  await done(call, { username, confirmed, delivery });
}

interface Outcome {
  readonly username: string;
  readonly confirmed: boolean;
  readonly delivery: CodeDelivery | undefined;
}

async function confirm(
  call: Call<SignupArguments>,
  cognito: Cognito,
  who: Omit<Outcome, 'confirmed'>,
): Promise<void> {
  const { confirm: given } = call.options;
  if (given === true && !isInteractive()) throw misuse('the code is missing', 'Pass it: --confirm 123456');
  const code = typeof given === 'string' ? given : await ask('The code:');
  await cognito.confirmSignUp(code);
  await done(call, { ...who, confirmed: true });
}

async function resend(call: Call, cognito: Cognito, username: string): Promise<void> {
  const delivery = await cognito.resendConfirmationCode();
  if (delivery) call.out.say(sentTo(delivery));
  await done(call, { username, confirmed: false, delivery });
}

async function done({ out }: Call, { username, confirmed, delivery }: Outcome): Promise<void> {
  const value: Json<'signup'> = { username, confirmed, delivery: delivery ?? null };
  const next = confirmed
    ? 'Sign in: portcullis login'
    : `Confirm: portcullis signup ${username} --confirm <code>`;
  await out.result(value, confirmed ? `${username} is registered. ${next} ${username}` : next);
}
