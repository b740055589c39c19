import { randomBytes, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { PortcullisError } from '../../errors/base.js';
import { ChallengeRequiredError } from '../../errors/challenge.js';
import { ConnectionError } from '../../errors/connection.js';
import { NotSentError } from '../../errors/not-sent.js';
import { AccessDeniedError } from '../../errors/service.js';
import { Cognito, type UserPool } from '../../index.js';
import { sessionsFolder } from '../config/folders.js';
import type { Call } from '../frame/call.js';
import { STATUS } from '../frame/failure.js';
import { poolOf } from '../frame/pool.js';
import { adviceOn } from '../frame/report.js';
import type { Json } from '../shapes/shapes.js';

type Check = Json<'doctor'>['checks'][number];

const check = (
  name: string,
  status: Check['status'],
  message: string,
  advice: string | null = null,
): Check => ({
  name,
  status,
  message,
  advice,
});

/** `portcullis doctor`. */
export async function doctor(call: Call): Promise<void> {
  const checks = await allChecks(call);
  const ok = checks.every(({ status }) => status !== 'failed');
  if (!ok) process.exitCode = STATUS.failed;
  const { out } = call;
  const value: Json<'doctor'> = { ok, checks };
  if (out.json) return await out.bare(value, '');
  for (const { name, status, message, advice } of checks) {
    await out.write(`${out.mark(status, status.padEnd(8))} ${name}: ${message}\n`);
    if (advice) await out.write(`         ${advice}\n`);
  }
  out.say(ok ? 'Nothing would stop a sign-in.' : 'Mend what failed, and run this again.');
}

async function allChecks({ config }: Call): Promise<Check[]> {
  const missing = (['userPoolId', 'clientId'] as const).filter(name => config.get(name) === undefined);
  if (missing.length > 0)
    return [
      check(
        'settings',
        'failed',
        `${missing.join(' and ')} not known`,
        `Keep it: portcullis config set ${missing[0]} <value>`,
      ),
    ];
  const pool = poolOf(config);
  try {
    const { userPoolId, region, address } = pool.api.config;
    const settings = check(
      'settings',
      'ok',
      `pool ${userPoolId}, app client ${pool.clientId}, ${region}, ${address}`,
    );
    const flows = await flowChecks(pool);
    const isStopped = flows.some(({ name, status }) => status === 'failed' && STOPPING.has(name));
    const rest = isStopped ? [] : [clockCheck(pool), await keysCheck(pool), await settingsCheck(pool)];
    return [settings, ...flows, ...rest, await folderCheck()];
  } finally {
    pool.close();
  }
}

/** Each flow is begun for a user who cannot exist: how the pool refuses says what the app client allows. */
const FLOWS: readonly (readonly [string, (cognito: Cognito, password: string) => Promise<unknown>])[] = [
  ['USER_SRP_AUTH', (cognito, password) => cognito.authenticate(password)],
  ['USER_PASSWORD_AUTH', (cognito, password) => cognito.authenticateWithPassword(password)],
  ['USER_AUTH', cognito => cognito.initiateUserAuth()],
];

/** Refusals of the user, which are what a made-up one has to get. */
const OF_THE_USER = new Set(['BAD_CREDENTIALS', 'USER_NOT_FOUND', 'NOT_AUTHORIZED']);
const NOT_ALLOWED = new Set(['FLOW_NOT_ENABLED', 'UNSUPPORTED_OPERATION']);

/** Where these fail the next checks would fail for the same reason. */
const STOPPING = new Set(['network', 'app client']);

async function flowChecks(pool: UserPool): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [flow, begin] of FLOWS) {
    const outcome = await outcomeOf(
      begin(
        new Cognito({ pool, username: `doctor-${randomUUID()}` }),
        `Aa1-${randomBytes(9).toString('hex')}`,
      ),
    );
    if (outcome instanceof ConnectionError)
      return [
        check('network', 'failed', outcome.message, 'Check the address, the network, and HTTPS_PROXY.'),
      ];
    if (checks.length === 0) checks.push(check('network', 'ok', `${pool.api.config.address} answers`));
    checks.push(flowCheck(flow, outcome));
    // What refuses the app client refuses every flow.
    if (checks.at(-1)?.name === 'app client') return checks;
  }
  return checks;
}

async function outcomeOf(signIn: Promise<unknown>): Promise<PortcullisError | undefined> {
  try {
    await signIn;
    return undefined;
  } catch (error) {
    if (error instanceof PortcullisError) return error;
    throw error;
  }
}

function flowCheck(flow: string, outcome: PortcullisError | undefined): Check {
  const isAllowed = !outcome || outcome instanceof ChallengeRequiredError || OF_THE_USER.has(outcome.code);
  if (isAllowed) return check(flow, 'ok', 'the app client allows it');
  if (!NOT_ALLOWED.has(outcome.code))
    return check(
      'app client',
      'failed',
      outcome.message,
      adviceOn(outcome)?.replace(', portcullis doctor', '') ?? null,
    );
  const advice = `Add ALLOW_${flow} to the app client's ExplicitAuthFlows.`;
  if (flow === 'USER_SRP_AUTH')
    return check(
      flow,
      'failed',
      'the app client does not allow it',
      `${advice} Or sign in by a flow that it allows, such as: portcullis login --flow password`,
    );
  return check(flow, 'skipped', 'the app client does not allow it; needed only where it is used');
}

const SLIGHT_MS = 30_000;

const roughly = (seconds: number): string => {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3_600)} hours`;
};

/** The service's clock is known from its answers. */
function clockCheck({ api }: UserPool): Check {
  const offset = Math.abs(api.now() - Date.now());
  const message = `differs from the service's by ${roughly(offset / 1000)}`;
  if (offset < SLIGHT_MS) return check('clock', 'ok', 'right');
  return check(
    'clock',
    'warning',
    message,
    'Set it, such as by NTP. Sign-ins correct for it; other tools do not.',
  );
}

async function keysCheck(pool: UserPool): Promise<Check> {
  const error = await outcomeOf(pool.verifier.preload());
  if (!error) return check('signing keys', 'ok', 'fetched');
  return check('signing keys', 'failed', error.message, 'Check the pool, its Region, and the network.');
}

/** What only administrators can ask. */
async function settingsCheck(pool: UserPool): Promise<Check> {
  try {
    const { problems } = await pool.info.validateConfig();
    if (problems.length === 0) return check('pool settings', 'ok', 'fit this app client');
    return check('pool settings', 'failed', problems.map(({ message }) => message).join(' '));
  } catch (error) {
    if (error instanceof NotSentError || error instanceof AccessDeniedError)
      return check('pool settings', 'skipped', `AWS credentials are needed to read them: ${error.message}`);
    throw error;
  }
}

async function folderCheck(): Promise<Check> {
  const folder = sessionsFolder();
  const found = await stat(folder).catch(() => undefined);
  if (!found) return check('sessions', 'ok', `no session is kept yet; they will be in ${folder}`);
  if ((found.mode & 0o077) === 0) return check('sessions', 'ok', `kept in ${folder}, for you alone`);
  return check('sessions', 'warning', `others may look into ${folder}`, `chmod 700 ${folder}`);
}
