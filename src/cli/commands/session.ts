import type { Cognito } from '../../index.js';
import type { CompleteTokenSet, TokenSet } from '../../tokens/token-set.js';
import { agree, ask, askSecret, isInteractive, readStdin } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { challengesAt } from '../frame/challenges.js';
import { misuse, STATUS } from '../frame/failure.js';
import { asPerson, knownUser, noteUser, withSession } from '../frame/session.js';
import { ago } from '../frame/words.js';
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

function signedIn(
  cognito: Cognito,
  { username, sub, expiresAt }: Partial<Pick<TokenSet, 'username' | 'sub' | 'expiresAt'>>,
) {
  const { userPoolId, clientId } = cognito.pool;
  return {
    username: username ?? '',
    sub: sub ?? '',
    userPoolId,
    clientId: clientId ?? '',
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

interface LogoutArguments {
  readonly everywhere?: true;
}

/** `portcullis logout`. */
export async function logout(call: Call<LogoutArguments>): Promise<void> {
  const everywhere = call.options.everywhere === true;
  await withSession(call, async cognito => {
    const outcome = await (everywhere ? cognito.logout() : cognito.revoke());
    if ('storeError' in outcome) throw outcome.storeError;
    if (knownUser(call.config) === cognito.username) await noteUser(call.config, undefined);
    const error = outcome.revoked ? null : outcome.error.message;
    const value: Json<'logout'> = { revoked: outcome.revoked, everywhere, error };
    const how =
      error === null ? '' : ` The pool did not end ${everywhere ? 'every session' : 'it'}: ${error}`;
    await call.out.result(value, `${cognito.username} is signed out here.${how}`);
    if (error !== null) process.exitCode = STATUS.failed;
  });
}

/** `portcullis whoami`. */
export async function whoami(call: Call): Promise<void> {
  await withSession(call, async cognito => {
    await cognito.getAccessToken();
    const { id, access } = await cognito.verifyTokens();
    const email = id.claims.email;
    const value: Json<'whoami'> = {
      ...signedIn(cognito, cognito.tokens ?? {}),
      email: email ?? null,
      groups: [...access.groups],
    };
    await call.out.record(value, [
      ['username', value.username],
      ['e-mail', email],
      ['groups', value.groups.join(', ') || 'none'],
      ['sub', value.sub],
      ['pool', value.userPoolId],
      ['app client', value.clientId],
      ['token', cognito.tokens?.expiresAt && `expires ${ago(cognito.tokens.expiresAt)}, and is renewed then`],
    ]);
  });
}

/** `portcullis token`. */
export async function token(call: Call<{ readonly id?: true }>): Promise<void> {
  const use = call.options.id ? 'id' : 'access';
  await withSession(call, async cognito => {
    const token = await (use === 'id' ? cognito.getIdToken() : cognito.getAccessToken());
    const value: Json<'token'> = { token, use, expiresAt: cognito.tokens?.expiresAt?.toISOString() ?? null };
    await call.out.bare(value, token);
  });
}
