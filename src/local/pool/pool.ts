import { createHmac } from 'node:crypto';
import type { Clock, RandomSource } from '../../internal/seams.js';
import type { WaitingSeams } from '../../internal/waiting.js';
import type { PoolClock } from '../internal/clock.js';
import { Attempts, type AttemptsRecord } from '../state/attempts.js';
import { type AuthSessionRecord, AuthSessions } from '../state/auth-sessions.js';
import { type ClientRecord, Clients } from '../state/clients.js';
import { type CodeRecord, Codes } from '../state/codes.js';
import { type DeviceRecord, Devices } from '../state/devices.js';
import { type GroupRecord, Groups } from '../state/groups.js';
import { type IdentityProviderRecord, IdentityProviders } from '../state/identity-providers.js';
import { type ImportFile, type ImportJobRecord, ImportJobs } from '../state/import-jobs.js';
import { Kept, type KeptRecord } from '../state/kept.js';
import { Lockout, type PasswordFailures } from '../state/lockout.js';
import { type Message, Outbox } from '../state/outbox.js';
import { Records } from '../state/records.js';
import type { PoolSettings } from '../state/settings.js';
import type { SigningKeys } from '../state/signing-keys.js';
import { type SrpExchange, SrpExchanges } from '../state/srp-exchanges.js';
import { Tokens } from '../state/tokens.js';
import type { UserRecord } from '../state/user-record.js';
import { type RefreshTokenRecord, type UserSessionRecord, UserSessions } from '../state/user-sessions.js';
import { Users } from '../state/users.js';
import { triggersAsking } from '../triggers/custom-auth.js';
import type { Strings } from '../triggers/event.js';
import { mapTriggers, type PoolTriggers } from '../triggers/index.js';
import { type Lambda, lambdaTriggers, unreachable } from '../triggers/lambda.js';
import { withinLimit, withRetries } from '../triggers/time-limit.js';
import { TriggerLog } from '../triggers/trigger-log.js';

/** Everything a pool remembers, as plain data: what would have to be written down to bring it back. */
export interface PoolState {
  settings: PoolSettings;
  readonly users: Records<UserRecord>;
  readonly clients: Records<ClientRecord>;
  readonly groups: Records<GroupRecord>;
  readonly identityProviders: Records<IdentityProviderRecord>;
  readonly kept: Records<KeptRecord>;
  readonly importJobs: Records<ImportJobRecord>;
  readonly importFiles: Records<ImportFile>;
  readonly importLogs: Records<readonly string[]>;
  readonly devices: Records<DeviceRecord>;
  readonly authSessions: Records<AuthSessionRecord>;
  readonly srpExchanges: Records<SrpExchange>;
  readonly userSessions: Records<UserSessionRecord>;
  readonly refreshTokens: Records<RefreshTokenRecord>;
  readonly codes: Records<CodeRecord>;
  readonly attempts: Records<AttemptsRecord>;
  readonly passwordFailures: Records<PasswordFailures>;
  /** By their number; those of all pools are in the first. */
  readonly messages: Records<Message>;
  /** Feeds the answers about users who do not exist, so that they stay the same for a name. */
  readonly simulationKey: Uint8Array;
}

/** One user pool: services over its state. Operations take from it what they use. */
export interface Pool {
  /** What it keeps, for those who save and restore it. */
  readonly state: PoolState;
  readonly settings: () => PoolSettings;
  /** Replaces the configuration. What only the creation decides, such as how users are named, has to stay. */
  readonly configure: (settings: PoolSettings) => void;
  readonly issuer: string;
  /** The server's address. */
  readonly endpoint: string;
  readonly now: Clock;
  readonly random: RandomSource;
  readonly simulationKey: Uint8Array;
  readonly keys: SigningKeys;
  readonly users: Users;
  readonly clients: Clients;
  readonly groups: Groups;
  readonly identityProviders: IdentityProviders;
  readonly kept: Kept;
  readonly importJobs: ImportJobs;
  readonly devices: Devices;
  readonly authSessions: AuthSessions;
  readonly srpExchanges: SrpExchanges;
  readonly userSessions: UserSessions;
  readonly tokens: Tokens;
  readonly codes: Codes;
  readonly attempts: Attempts;
  readonly lockout: Lockout;
  readonly outbox: Outbox;
  readonly triggers: PoolTriggers;
  readonly triggerLog: TriggerLog;
  /** AES-256 key under which custom senders get codes. */
  readonly senderKey: Uint8Array;
  /** Forgets what has ended long ago. */
  readonly sweep: () => void;
}

/** Where a call came in, as the triggers that it sets off are told. */
export interface CallContext {
  readonly pool: Pool;
  /** Absent where an administrator calls. */
  readonly client?: ClientRecord | undefined;
  readonly clientMetadata?: Strings | undefined;
}

export interface PoolNeeds {
  readonly issuer: string;
  readonly endpoint: string;
  readonly keys: SigningKeys;
  readonly clock: PoolClock;
  readonly random: RandomSource;
  readonly sleep: WaitingSeams['sleep'];
  /** Functions that take precedence over those of the pool's definition; asked at each call. */
  readonly triggers?: (() => PoolTriggers) | undefined;
  readonly lambda: Lambda;
  /** Where messages go, if not to an outbox of the pool's own. */
  readonly outbox?: Outbox;
}

export const emptyPoolState = (settings: PoolSettings, random: RandomSource): PoolState => ({
  settings,
  users: new Records(),
  clients: new Records(),
  groups: new Records(),
  identityProviders: new Records(),
  kept: new Records(),
  importJobs: new Records(),
  importFiles: new Records(),
  importLogs: new Records(),
  devices: new Records(),
  authSessions: new Records(),
  srpExchanges: new Records(),
  userSessions: new Records(),
  refreshTokens: new Records(),
  codes: new Records(),
  attempts: new Records(),
  passwordFailures: new Records(),
  messages: new Records(),
  simulationKey: random(32),
});

/** The composition root of one pool. */
export function createPool(
  state: PoolState,
  { issuer, endpoint, keys, clock, random, sleep, triggers, lambda, outbox }: PoolNeeds,
): Pool {
  const { now } = clock;
  const settings = () => state.settings;
  const triggerLog = new TriggerLog(now);
  const own = () => alone(triggers?.() ?? {});
  const warnOfFunctions = () => {
    for (const arn of unreachable(settings().LambdaConfig ?? {}, lambda, own())) lambda.warn(arn);
  };
  warnOfFunctions();
  const users = new Users(state.users, settings, now);
  const groups = new Groups(state.groups);
  const userSessions = new UserSessions(state.userSessions, state.refreshTokens, now, random);
  const swept = {
    userSessions,
    devices: new Devices(state.devices, now, random),
    authSessions: new AuthSessions(state.authSessions, now, random),
    srpExchanges: new SrpExchanges(state.srpExchanges, now, random),
    importJobs: new ImportJobs(state, now, random),
    codes: new Codes(state.codes, now, random),
    attempts: new Attempts(state.attempts, now),
    lockout: new Lockout(state.passwordFailures, now),
    outbox: outbox ?? new Outbox(state.messages, now),
  };
  return {
    state,
    settings,
    configure: changed => {
      state.settings = changed;
      warnOfFunctions();
    },
    issuer,
    endpoint,
    now,
    random,
    simulationKey: state.simulationKey,
    keys,
    users,
    groups,
    identityProviders: new IdentityProviders(state.identityProviders),
    kept: new Kept(state.kept, now),
    clients: new Clients(state.clients),
    tokens: new Tokens({ issuer, keys, users, groups, userSessions, clock, random }),
    ...swept,
    get triggers() {
      const all = { ...triggersOf(state.settings, lambda), ...own() };
      return mapTriggers(all, (name, run) =>
        withRetries(name, triggerLog.noting(name, withinLimit(run, sleep))),
      );
    },
    triggerLog,
    senderKey: senderKeyOf(state.simulationKey),
    sweep: () => {
      for (const { sweeper } of Object.values(swept)) sweeper.sweep(now());
    },
  };
}

/** Functions in this process get the event alone. */
const alone = (triggers: PoolTriggers) => mapTriggers(triggers, (_, run) => event => run(event));

const triggersOf = (
  { customChallenges = [], LambdaConfig = {} }: PoolSettings,
  lambda: Lambda,
): PoolTriggers => ({
  ...(customChallenges.length > 0 && triggersAsking(customChallenges)),
  ...lambdaTriggers(LambdaConfig, lambda),
});

/** The pool's own, and the same after a restart. */
const senderKeyOf = (simulationKey: Uint8Array): Uint8Array =>
  createHmac('sha256', simulationKey).update('custom sender').digest();
