import { setTimeout as sleep } from 'node:timers/promises';
import { Cognito, UserPool } from '../../index.js';
import { Config, LOCAL_PROFILE } from '../config/config.js';
import { askNewPassword, askSecret, isInteractive, readStdin, sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { challengesAt } from '../frame/challenges.js';
import { CommandFailure, misuse } from '../frame/failure.js';
import { isThisMachine, withPool } from '../frame/pool.js';
import type { Json } from '../shapes/shapes.js';

type Message = Json<'local messages'>[number];

const FOLLOW_EVERY_MS = 300;

/** The local pool that the settings name, or else the one that runs on this machine. Never one of AWS. */
function atLocalPool<Options>(call: Call<Options>): Call<Options> & { readonly endpoint: string } {
  const named = call.config.get('endpoint') !== undefined;
  const flags = { profile: LOCAL_PROFILE };
  const config = named ? call.config : new Config({ flags, environment: {}, folder: '/' });
  const endpoint = config.need('endpoint');
  if (!isThisMachine(endpoint))
    throw misuse(
      `${endpoint} is not on this machine`,
      'These commands are for a local pool: portcullis local',
    );
  return { ...call, config, endpoint };
}

/** A control of the local pool: what it answers. */
async function control(endpoint: string, path: string, body?: object): Promise<unknown> {
  const sent = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
  const answer = await fetch(`${endpoint}/_local/${path}`, sent).catch((cause: unknown) => {
    throw new CommandFailure(`${endpoint} does not answer`, {
      advice: 'Start a pool: portcullis local',
      cause,
    });
  });
  if (answer.ok) return await answer.json();
  throw new CommandFailure(`${endpoint}/_local/${path} answered ${answer.status}`, {
    advice: 'Is it a local pool of this version?',
  });
}

const messagesOf = async (endpoint: string, username?: string): Promise<Message[]> =>
  ((await control(endpoint, 'messages')) as Message[]).filter(
    message => username === undefined || message.username === username,
  );

interface AddArguments {
  readonly attribute?: Readonly<Record<string, string>>;
  readonly group?: readonly string[];
  readonly passwordStdin?: true;
}

/** `portcullis local users add`. */
export async function addUser(given: Call<AddArguments>): Promise<void> {
  const call = atLocalPool(given);
  const [username = ''] = call.args;
  const { attribute, group = [], passwordStdin } = call.options;
  const password = passwordStdin ? await readStdin() : await promptedPassword(username);
  await withPool(call, async pool => {
    await pool.users.create({ username, password, ...(attribute && { attributes: attribute }) });
    for (const name of group) await pool.groups.add(username, name);
  });
  const value: Json<'local users add'> = { username, groups: [...group] };
  await call.out.result(value, `${username} may sign in.`);
}

async function promptedPassword(username: string): Promise<string> {
  const given = process.env.PORTCULLIS_PASSWORD;
  if (given) return given;
  if (isInteractive()) return await askNewPassword(`Password of ${username}:`);
  throw misuse('there is no terminal to ask for the password on', 'Pass --password-stdin.');
}

/** `portcullis local messages`. */
export async function messages(given: Call<{ readonly follow?: true; readonly to?: string }>): Promise<void> {
  const { endpoint, options, out } = atLocalPool(given);
  const all = await messagesOf(endpoint, options.to);
  if (!options.follow) {
    return await out.list(all, {
      columns: COLUMNS,
      value: (message): Message => message,
      none: 'No messages.',
    });
  }
  let shown = 0;
  for (let now = all; ; now = await messagesOf(endpoint, options.to)) {
    // The pool was started anew.
    if (now.length < shown) shown = 0;
    for (const message of now.slice(shown))
      await out.write(
        `${out.json ? JSON.stringify(message) : COLUMNS.map(({ of }) => of(message)).join('\t')}\n`,
      );
    shown = now.length;
    await sleep(FOLLOW_EVERY_MS);
  }
}

const COLUMNS = [
  { name: 'at', of: ({ at }: Message) => at },
  { name: 'user', of: ({ username }: Message) => username },
  { name: 'to', of: ({ to }: Message) => to },
  { name: 'reason', of: ({ reason }: Message) => reason },
  { name: 'code', of: ({ code }: Message) => code ?? '' },
];

interface TokenArguments {
  readonly id?: true;
  readonly passwordStdin?: true;
}

/** `portcullis local token`: signs in without a session of its own, and takes codes from the pool's messages. */
export async function token(given: Call<TokenArguments>): Promise<void> {
  const { config, endpoint, args, options, out } = atLocalPool(given);
  const [username = ''] = args;
  const password = await knownPassword(options);
  const clientSecret = config.get('clientSecret');
  const pool = new UserPool({
    userPoolId: config.need('userPoolId'),
    clientId: config.need('clientId'),
    endpoint,
    ...(clientSecret && { clientSecret }),
  });
  const sent = async () => (await messagesOf(endpoint, username)).at(-1)?.code ?? '';
  const codes = { onSmsMfa: sent, onEmailOtp: sent, onSmsOtp: sent };
  try {
    const cognito = new Cognito({ pool, username });
    const tokens = await cognito.authenticate(password, {
      ...(isInteractive() && challengesAt(out)),
      ...codes,
    });
    const token = options.id ? tokens.idToken : tokens.accessToken;
    const value: Json<'local token'> = {
      token,
      use: options.id ? 'id' : 'access',
      expiresAt: tokens.expiresAt?.toISOString() ?? null,
    };
    await out.bare(value, token);
  } finally {
    pool.close();
  }
}

async function knownPassword({ passwordStdin }: TokenArguments): Promise<string> {
  if (passwordStdin) return await readStdin();
  const given = process.env.PORTCULLIS_PASSWORD;
  if (given) return given;
  if (isInteractive()) return await askSecret('Password:');
  throw misuse('the password is missing', 'Set PORTCULLIS_PASSWORD, or pass --password-stdin.');
}

/** `portcullis local clock`. */
export async function clock(given: Call<{ readonly advance?: number }>): Promise<void> {
  const { endpoint, options, out } = atLocalPool(given);
  const advanceSeconds = options.advance ?? 0;
  const answer = await control(endpoint, 'clock', { advanceSeconds });
  const value: Json<'local clock'> = { now: timeIn(answer), advancedSeconds: advanceSeconds };
  await out.bare(value, value.now);
}

/** The pool answers with its time. */
const timeIn = (answer: unknown): string =>
  new Date((answer as { readonly now: string | number }).now).toISOString();

/** `portcullis local reset`. */
export async function reset(given: Call): Promise<void> {
  const call = atLocalPool(given);
  const { endpoint } = call;
  await sure(call, `Put ${endpoint} back to its seed, and drop every other user, group and token?`);
  await control(endpoint, 'reset', {});
  const value: Json<'local reset'> = { endpoint, reset: true };
  await call.out.result(value, `${endpoint} is as its seed says.`);
}
