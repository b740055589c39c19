import { ask, askNewPassword, askSecret, isInteractive, readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { knownUser } from '../frame/last-user.js';
import { asPerson, withSession } from '../frame/session.js';
import type { Json } from '../shapes/shapes.js';
import { sentTo } from './signup.js';

interface PasswordArguments {
  readonly passwordStdin?: true;
}

/** `portcullis password change`. */
export async function change(call: Call<PasswordArguments>): Promise<void> {
  await withSession(call, async cognito => {
    const [previous, proposed] = await oldAndNew(call.options);
    await cognito.changePassword(previous, proposed);
    const value: Json<'password change'> = { username: cognito.username ?? '', changed: true };
    await call.out.result(value, 'The password was changed.');
  });
}

async function oldAndNew({ passwordStdin }: PasswordArguments): Promise<readonly [string, string]> {
  if (passwordStdin) {
    const [previous, proposed] = (await readStdin()).split(/\r?\n/);
    if (previous && proposed) return [previous, proposed];
    throw misuse('stdin must have two lines: the old password and the new one');
  }
  if (!isInteractive())
    throw misuse('there is no terminal to ask for the passwords on', 'Pass --password-stdin.');
  return [await askSecret('Old password:'), await askNewPassword('New password:')];
}

interface ForgotArguments extends PasswordArguments {
  readonly code?: string;
}

/** `portcullis password forgot`. */
export async function forgot(call: Call<ForgotArguments>): Promise<void> {
  const { args, config, options, out } = call;
  const username = args[0] ?? knownUser(config) ?? (isInteractive() ? await ask('Username:') : undefined);
  if (username === undefined) throw misuse('the username is missing, and there is no terminal to ask on');
  await asPerson(call, { username }, async cognito => {
    const delivery = options.code ? undefined : await cognito.initiateForgotPassword();
    if (delivery) out.say(sentTo(delivery));
    const canGoOn = options.code !== undefined || isInteractive();
    if (canGoOn) {
      const code = options.code ?? (await ask('The code:'));
      await cognito.confirmForgotPassword(code, await newPassword(options));
    }
    const value: Json<'password forgot'> = { username, changed: canGoOn, delivery: delivery ?? null };
    const next = `Go on: portcullis password forgot ${username} --code <code> --password-stdin`;
    await out.result(value, canGoOn ? 'The password was changed.' : next);
  });
}

async function newPassword({ passwordStdin }: ForgotArguments): Promise<string> {
  if (passwordStdin) return await readStdin();
  if (isInteractive()) return await askNewPassword('New password:');
  throw misuse('there is no terminal to ask for the new password on', 'Pass --password-stdin.');
}
