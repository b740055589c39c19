import { CommandFailure, STATUS, type Status } from './failure.js';

/** What is read of an error, whatever it is. Errors of the library are known by their code, so that none is loaded here. */
interface Known {
  readonly name?: string;
  readonly message: string;
  readonly code?: unknown;
  readonly advice?: string | undefined;
  readonly challenge?: { readonly name: string };
  readonly stack?: string;
}

const SIGN_IN = 'Sign in: portcullis login';
const SECRET = 'Set PORTCULLIS_CLIENT_SECRET, or keep it in a profile: portcullis config set clientSecret -';

/** What to type, where the library's advice names what to call. */
const ADVICE: Readonly<Record<string, string>> = {
  NOT_SIGNED_IN: SIGN_IN,
  REFRESH_TOKEN_EXPIRED: SIGN_IN,
  REFRESH_TOKEN_REVOKED: SIGN_IN,
  REFRESH_TOKEN_INVALID: SIGN_IN,
  REFRESH_TOKEN_REUSED: SIGN_IN,
  ACCESS_TOKEN_REVOKED: SIGN_IN,
  ACCESS_TOKEN_EXPIRED: SIGN_IN,
  SECRET_HASH_MISSING: `This app client has a secret. ${SECRET}`,
  SECRET_HASH_WRONG: `The secret is not this app client's. ${SECRET}`,
  USER_NOT_CONFIRMED: 'Confirm the sign-up with the code that was sent: portcullis signup --confirm',
  PASSWORD_RESET_REQUIRED: 'Choose a new password with the code that was sent: portcullis password forgot',
  BAD_CREDENTIALS: 'Check the username and the password. Forgotten? portcullis password forgot',
  USER_NOT_FOUND: 'Check the username, and the pool: portcullis config',
  CLIENT_NOT_FOUND: 'Check the app client and its pool: portcullis config, portcullis doctor',
  POOL_NOT_FOUND: 'Check the pool and its region: portcullis config, portcullis doctor',
  CONNECTION_FAILED: 'Check the network and the address: portcullis doctor',
  TIMED_OUT: 'Check the network and the address: portcullis doctor',
  STORE_UNAVAILABLE: "Check the space on its disk and the folder's permissions, and run the command again.",
  CREDENTIALS_MISSING: 'Set up AWS credentials, such as with: aws configure, or AWS_PROFILE',
};

/** Refusals after which only a sign-in helps. */
const SIGNED_OUT = new Set(Object.keys(ADVICE).filter(code => ADVICE[code] === SIGN_IN));

const CHALLENGED = 'Run it in a terminal: here there is no terminal to ask on.';

/** The status to end with. */
export function statusOf(error: unknown): Status {
  if (error instanceof CommandFailure) return error.status;
  const { name, code, challenge } = knownOf(error);
  if (name === 'ExitPromptError') return STATUS.interrupted;
  if (challenge) return STATUS.challenge;
  if (typeof code === 'string' && SIGNED_OUT.has(code)) return STATUS.notSignedIn;
  return code === 'INVALID_OPTION' ? STATUS.misuse : STATUS.failed;
}

/** How to report an error. */
export interface ReportOptions {
  readonly debug: boolean;
  readonly json: boolean;
}

/** Says on stderr what went wrong and what to do, a line each; with `debug` also where it comes from. */
export function report(error: unknown, { debug, json }: ReportOptions): void {
  const known = knownOf(error);
  if (known.name === 'ExitPromptError') process.stderr.write('\n');
  const message = known.name === 'ExitPromptError' ? 'stopped' : oneLine(known.message);
  const advice = adviceOn(known);
  const code = typeof known.code === 'string' ? known.code : undefined;
  if (json) process.stderr.write(`${JSON.stringify({ error: { message, code, advice } })}\n`);
  else process.stderr.write(`portcullis: ${message}\n${advice ? `  ${oneLine(advice)}\n` : ''}`);
  if (debug) process.stderr.write(`${stackOf(known)}\n`);
}

/** What a person can do about an error. */
export function adviceOn({ code, advice, challenge }: Known): string | undefined {
  if (challenge) return CHALLENGED;
  return (typeof code === 'string' && ADVICE[code]) || advice;
}

const knownOf = (error: unknown): Known => (error instanceof Error ? error : new Error(String(error)));

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');

/** The stack with its causes' stacks. An error of the library shows no secret in them. */
function stackOf(error: Known & { readonly cause?: unknown }): string {
  const { cause } = error;
  const own = `${error.stack ?? error.message}${error.code === undefined ? '' : `\n  code: ${error.code}`}`;
  return cause instanceof Error ? `${own}\ncaused by ${stackOf(cause)}` : own;
}
