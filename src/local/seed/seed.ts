import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check } from '../../internal/options.js';
import type { RandomSource } from '../../internal/seams.js';
import { withoutUndefined } from '../../internal/without-undefined.js';
import { CognitoException } from '../internal/exception.js';
import { inBulk } from '../internal/random.js';
import { clientMembers } from '../members/client.js';
import { type PoolMembers, poolMembers } from '../members/pool.js';
import { keptMemberIn } from '../members/walk.js';
import type { PoolState } from '../pool/pool.js';
import { emptyPoolState } from '../pool/pool.js';
import { type AttributeSchema, declared, undeclared } from '../state/attribute-schema.js';
import { checkClient, clientConfiguration } from '../state/client-configuration.js';
import type { ClientRecord } from '../state/clients.js';
import { poolConfiguration } from '../state/pool-configuration.js';
import type { MfaFactor, PoolSettings } from '../state/settings.js';
import { type CheckedSeed, type SeedClient, type SeedUser, seedSchema } from './schema.js';
import { seedUser } from './user.js';

const DEFAULT_POOL_ID = 'eu-west-1_Portcull1';
const DEFAULT_CLIENT: SeedClient = { clientId: 'portcullis' };

export interface SeedNeeds {
  /** What the seed is called in messages, such as `pool.json`. */
  readonly what: string;
  readonly now: number;
  readonly random: RandomSource;
  /** Refuses what the pool would keep without acting on it. */
  readonly strict: boolean;
}

/**
 * The state of a pool that begins as `seed` says.
 * @throws {InvalidOptionError} naming the key at fault.
 */
export function stateFromSeed(seed: unknown, { what, now, random, strict }: SeedNeeds): PoolState {
  const checked: CheckedSeed = check(seedSchema, seed, what);
  if (strict) refuseUnmodelled(checked, what);
  const state = emptyPoolState(
    asOption(what, () => settingsOf(checked, now)),
    random,
  );
  const { clients = [DEFAULT_CLIENT], groups = [], users = [] } = checked;
  const add = adder(what);

  clients.forEach((client, i) => {
    const record = clientOf(client, now);
    asOption(`${what}.clients[${i}]`, () => checkSeedClient(record, state.settings));
    add(state.clients, client.clientId, `clients[${i}].clientId`, record);
  });
  groups.forEach((group, i) => {
    add(state.groups, group.name, `groups[${i}].name`, { ...group, createdAt: now, modifiedAt: now });
  });
  const needs = { state, now, random: inBulk(random) };
  users.forEach((user, i) => {
    const record = seedUser(user, { what: `${what}.users[${i}]`, ...needs });
    const key = state.settings.CaseSensitive ? record.username : record.username.toLowerCase();
    add(state.users, key, `users[${i}].username`, record);
  });
  return state;
}

/** @throws {InvalidOptionError} naming the first member that would be kept without any effect. */
function refuseUnmodelled(seed: CheckedSeed, what: string): void {
  const ofPool = keptMemberIn(v.object(poolMembers), seed);
  const ofClients = (seed.clients ?? []).map((client, i) => {
    const member = keptMemberIn(v.object(clientMembers), client);
    return member && `clients[${i}].${member}`;
  });
  const member = [ofPool, ...ofClients].find(found => found !== undefined);
  if (member !== undefined)
    throw new InvalidOptionError(
      `${what}.${member}`,
      'would be kept without any effect, which strict refuses',
    );
}

/** Has the service's refusal of a definition name the seed. */
function asOption<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CognitoException)) throw error;
    throw new InvalidOptionError(field, `is refused: ${error.message}`);
  }
}

/** Identity providers and resource servers may come later. */
const checkSeedClient = (client: ClientRecord, settings: PoolSettings): void =>
  checkClient(client, {
    settings,
    hasSecret: client.secrets.length > 0,
    hasProvider: () => true,
    hasScope: () => true,
  });

const adder =
  (what: string) =>
  <Record>(records: Map<string, Record>, key: string, field: string, record: Record): void => {
    if (records.has(key)) throw new InvalidOptionError(`${what}.${field}`, 'is there twice');
    records.set(key, record);
  };

function settingsOf(seed: CheckedSeed, now: number): PoolSettings {
  const { userPoolId = DEFAULT_POOL_ID, users = [] } = seed;
  const usesMfa = users.some(({ mfa = [], totpSecret }) => mfa.length > 0 || totpSecret !== undefined);
  const MfaConfiguration = seed.MfaConfiguration ?? (usesMfa ? 'OPTIONAL' : 'OFF');
  const { AutoVerifiedAttributes = ['email'], ...members } = membersOf(seed);
  return {
    ...poolConfiguration({ ...members, AutoVerifiedAttributes, MfaConfiguration }),
    Id: userPoolId,
    Name: userPoolId.slice(userPoolId.indexOf('_') + 1),
    mfaFactors: MfaConfiguration === 'OFF' ? [] : (seed.EnabledMfas ?? mfaFactorsOf(users)),
    UsernameAttributes: seed.UsernameAttributes ?? [],
    AliasAttributes: seed.AliasAttributes ?? [],
    CaseSensitive: seed.UsernameConfiguration?.CaseSensitive ?? true,
    SchemaAttributes: schemaAttributesOf(seed),
    ...(seed.UserSessionTracking && { UserSessionTracking: seed.UserSessionTracking }),
    ...(seed.TokenSession && { TokenSession: seed.TokenSession }),
    ...(seed.customChallenges && { customChallenges: seed.customChallenges }),
    createdAt: now,
    modifiedAt: now,
  };
}

/** What CreateUserPool says too and can change later. A program may have written `undefined`. */
const membersOf = (seed: CheckedSeed): Partial<PoolMembers> =>
  withoutUndefined(
    Object.fromEntries(Object.entries(seed).filter(([name]) => Object.hasOwn(poolMembers, name))),
  );

/** SMS and authenticator apps; e-mail codes where a user has them, as only some tiers of the service do. */
function mfaFactorsOf(users: readonly SeedUser[]): MfaFactor[] {
  const usesEmail = users.some(({ mfa = [] }) => mfa.includes('EMAIL_OTP'));
  return ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', ...(usesEmail ? ['EMAIL_OTP' as const] : [])];
}

/** What the seed declares. Custom attributes that it uses, or lets a client use, join the schema as any text. */
function schemaAttributesOf({ Schema = [], users = [], clients = [] }: CheckedSeed): AttributeSchema[] {
  const own = Schema.map(declared);
  const used = users.flatMap(({ attributes = {} }) => Object.keys(attributes));
  const allowed = clients.flatMap(({ ReadAttributes = [], WriteAttributes = [] }) => [
    ...ReadAttributes,
    ...WriteAttributes,
  ]);
  const names = [...new Set([...used, ...allowed])].filter(name => name.startsWith('custom:'));
  return [...own, ...names.filter(name => !own.some(({ Name }) => Name === name)).map(undeclared)];
}

function clientOf(seed: SeedClient, now: number): ClientRecord {
  const { clientId, clientName = clientId, clientSecret = [], ...rest } = seed;
  const { AccessTokenValiditySeconds, IdTokenValiditySeconds, RefreshTokenValiditySeconds, ...same } = rest;
  const validities = {
    AccessToken: AccessTokenValiditySeconds,
    IdToken: IdTokenValiditySeconds,
    RefreshToken: RefreshTokenValiditySeconds,
  };
  const inSeconds = Object.entries(withoutUndefined(validities));
  return {
    ...clientConfiguration({
      ...withoutUndefined(same),
      ...Object.fromEntries(inSeconds.map(([kind, seconds]) => [`${kind}Validity`, seconds])),
      TokenValidityUnits: {
        ...same.TokenValidityUnits,
        ...Object.fromEntries(inSeconds.map(([kind]) => [kind, 'seconds' as const])),
      },
    }),
    ClientId: clientId,
    ClientName: clientName,
    secrets: typeof clientSecret === 'string' ? [clientSecret] : clientSecret,
    createdAt: now,
    modifiedAt: now,
  };
}
