import type { Cognito } from '../../index.js';
import type { CompleteTokenSet } from '../../tokens/token-set.js';
import { agree, ask, askSecret, isInteractive, readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { challengesAt } from '../frame/challenges.js';
import { misuse } from '../frame/failure.js';
import { noteUser } from '../frame/last-user.js';
import { asPerson, signedIn } from '../frame/session.js';
import type { Json } from '../shapes/shapes.js';

interface LoginArguments {
  readonly flow: 'srp' | 'password' | 'choice' | 'custom';
  readonly passwordStdin?: true;
  readonly rememberDevice?: true;
}

/** `portcullis login`. */
export async function login(call: Call<LoginArguments>): Promise<void> {
  const { config, options, out } = call;
  config.need('userPoolId');
  config.need('clientId');
  const username =
    call.args[0] ?? config.get('username') ?? (await asked('username', () => ask('Username:')));
  await asPerson(call, { username, remember: options.rememberDevice === true }, async (cognito, pool) => {
    const owner = { userPoolId: pool.userPoolId, username };
    const before = await pool.devices?.store.get(owner);
    const tokens = await signIn(cognito, call);
    await noteUser(config, username);
    const isNew = tokens.deviceKey !== undefined && tokens.deviceKey !== before?.deviceKey;
    if (isNew && !options.rememberDevice && isInteractive()) await offerToRemember(cognito);
    const value: Json<'login'> = { ...signedIn(cognito, tokens), deviceKey: tokens.deviceKey ?? null };
    await out.result(value, `You are signed in as ${tokens.username}.`);
  });
}

/** What is missing, from a person at a terminal. */
async function asked(what: string, question: () => Promise<string>): Promise<string> {
  if (isInteractive()) return await question();
  throw misuse(`the ${what} is missing, and there is no terminal to ask on`, 'See: portcullis login --help');
}

async function signIn(cognito: Cognito, { options, out }: Call<LoginArguments>): Promise<CompleteTokenSet> {
  const handlers = isInteractive() ? challengesAt(out) : {};
  const { flow } = options;
  if (flow === 'choice')
    return await cognito.initiateUserAuth({ ...handlers, ...(await givenPassword(options)) });
  const { password } = (await givenPassword(options)) ?? {
    password: await asked('password', () => askSecret('Password:')),
  };
  if (flow === 'custom') return await cognito.initiateCustomAuth({ ...handlers, password });
  if (flow === 'password') return await cognito.authenticateWithPassword(password, handlers);
  return await cognito.authenticate(password, handlers);
}

async function givenPassword({ passwordStdin }: LoginArguments): Promise<{ password: string } | undefined> {
  if (passwordStdin) return { password: await readStdin() };
  const password = process.env.PORTCULLIS_PASSWORD;
  return password ? { password } : undefined;
}

async function offerToRemember(cognito: Cognito): Promise<void> {
  if (await agree('Remember this device, so that the next sign-in here asks for no code?'))
    await cognito.updateDeviceStatus({ remembered: true });
}
