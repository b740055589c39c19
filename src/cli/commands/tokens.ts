import { TokenError } from '../../errors/token.js';
import { decodeUnverified, type JsonObject } from '../../tokens/decode.js';
import { TokenVerifier } from '../../verify/token-verifier.js';
import { readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { CommandFailure, misuse } from '../frame/failure.js';
import { given } from '../frame/given.js';
import { ago, when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';

/** A token from the command line or stdin, also with what headers have before it. */
async function tokenOf({ args: [argument] }: Call): Promise<string> {
  const text = argument === undefined || argument === '-' ? await fromStdin() : argument;
  const token = text.trim().replace(/^(Authorization:\s*)?Bearer\s+/i, '');
  if (token === '') throw misuse('there is no token', 'Pass it as an argument, or on stdin.');
  return token;
}

async function fromStdin(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Paste a token, then Enter and Ctrl-D:\n');
  return await readStdin();
}

/** `portcullis verify`. */
export async function verify(call: Call): Promise<void> {
  const { config, out } = call;
  const verifier = new TokenVerifier({
    userPoolId: config.need('userPoolId'),
    clientId: config.get('clientId') ?? null,
    tokenUse: null,
    ...given(config, 'endpoint'),
  });
  const token = await tokenOf(call);
  try {
    const { claims } = await verifier.verify(token);
    const value: Json<'verify'> = { valid: true, use: claims.token_use, claims: { ...claims } };
    await out.record(value, [
      ['verified', `yes, as an ${claims.token_use} token`],
      ...claimLines({ ...claims }),
    ]);
  } catch (error) {
    throw error instanceof TokenError ? whyNot(error) : error;
  }
}

function whyNot(error: TokenError): CommandFailure {
  const { mismatch } = error as {
    readonly mismatch?: { readonly claim: string; readonly expected: unknown; readonly actual: unknown };
  };
  const advice =
    mismatch &&
    `${mismatch.claim} is ${JSON.stringify(mismatch.actual)}; expected: ${JSON.stringify(mismatch.expected)}`;
  return new CommandFailure(`the token does not count: ${error.message}`, {
    cause: error,
    ...(advice && { advice }),
  });
}

/** `portcullis decode`. */
export async function decode(call: Call): Promise<void> {
  const { header, payload } = decodeUnverified(await tokenOf(call));
  const { exp } = payload;
  const expired = typeof exp === 'number' ? exp * 1000 <= Date.now() : null;
  const value: Json<'decode'> = { header: { ...header }, claims: { ...payload }, expired };
  await call.out.record(value, claimLines(payload));
  call.out.say('Not verified: anyone can write such a token. See: portcullis verify');
}

const TIMES = new Set(['exp', 'iat', 'nbf', 'auth_time']);

/** The claims, times in words. */
const claimLines = (claims: JsonObject): [string, string][] =>
  Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === 'number' && TIMES.has(name) ? timeText(value) : textOf(value),
  ]);

function timeText(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : `${ago(time)} (${when(time)})`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
