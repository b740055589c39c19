import type { Call } from './call.js';
import { CommandFailure, misuse, STATUS } from './failure.js';

/** Whether there is a person to ask. Questions go to stderr, so stdout may be a pipe. */
export const isInteractive = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Where questions are asked. */
const terminal = () => ({ output: process.stderr, clearPromptOnDone: false });

/** Asks for a text. */
export async function ask(message: string, initial?: string): Promise<string> {
  const { default: input } = await import('@inquirer/input');
  const options = { message, required: true, ...(initial !== undefined && { default: initial }) };
  return (await input(options, terminal())).trim();
}

/** Asks for a secret, which the screen does not show. */
export async function askSecret(message: string): Promise<string> {
  const { default: password } = await import('@inquirer/password');
  return await password(
    { message, mask: false, toggleMask: false, validate: given => given !== '' || 'It is needed.' },
    terminal(),
  );
}

/** Asks for a new password twice, until both are the same. */
export async function askNewPassword(message: string): Promise<string> {
  const { default: password } = await import('@inquirer/password');
  const first = await askSecret(message);
  const validate = (given: string) => given === first || 'That is not the same. Type it again.';
  return await password({ message: 'Once more:', mask: false, toggleMask: false, validate }, terminal());
}

/** Asks to choose one. */
export async function choose(
  message: string,
  choices: readonly { value: string; name: string }[],
): Promise<string> {
  const { default: select } = await import('@inquirer/select');
  return await select({ message, choices }, terminal());
}

/** Asks yes or no. */
export async function agree(message: string, initial = false): Promise<boolean> {
  const { default: confirm } = await import('@inquirer/confirm');
  return await confirm({ message, default: initial }, terminal());
}

/** Goes on where the person agrees, or where `--yes` says so. @throws {CommandFailure} */
export async function sure({ options }: Call, question: string): Promise<void> {
  if (options.yes) return;
  if (!isInteractive())
    throw misuse(`${question} There is no terminal to ask on.`, 'Pass --yes to go on without.');
  if (!(await agree(question))) throw new CommandFailure('nothing was changed', { status: STATUS.failed });
}

/** What stdin has until its end, without the line break there. */
export async function readStdin(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece;
  return text.replace(/\r?\n$/, '');
}
