import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check } from '../../internal/options.js';
import type { RandomSource } from '../../internal/seams.js';
import { withoutUndefined } from '../../internal/without-undefined.js';
import { inBulk } from '../internal/random.js';
import type { PoolState } from '../pool/pool.js';
import { emptyPoolState } from '../pool/pool.js';
import { CLIENT_DEFAULTS, type ClientRecord } from '../state/clients.js';
import { DEFAULT_PASSWORD_POLICY, type MfaFactor, type PoolSettings } from '../state/settings.js';
import { type Seed, type SeedClient, type SeedUser, seedSchema } from './schema.js';
import { seedUser } from './user.js';

const DEFAULT_POOL_ID = 'eu-west-1_Portcull1';
const DEFAULT_CLIENT: SeedClient = { clientId: 'portcullis' };

interface SeedNeeds {
  /** What the seed is called in messages, such as `pool.json`. */
  readonly what: string;
  readonly now: number;
  readonly random: RandomSource;
}

/**
 * The state of a pool that begins as `seed` says.
 * @throws {InvalidOptionError} naming the key at fault.
 */
export function stateFromSeed(seed: unknown, { what, now, random }: SeedNeeds): PoolState {
  const checked: Seed = check(seedSchema, seed, what);
  const state = emptyPoolState(settingsOf(checked, now), random);
  const { clients = [DEFAULT_CLIENT], groups = [], users = [] } = checked;
  const add = adder(what);

  clients.forEach((client, i) => {
    add(state.clients, client.clientId, `clients[${i}].clientId`, clientOf(client, now));
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

const adder =
  (what: string) =>
  <Record>(records: Map<string, Record>, key: string, field: string, record: Record): void => {
    if (records.has(key)) throw new InvalidOptionError(`${what}.${field}`, 'is there twice');
    records.set(key, record);
  };

function settingsOf(seed: Seed, now: number): PoolSettings {
  const { userPoolId = DEFAULT_POOL_ID, users = [], Policies } = seed;
  const usesMfa = users.some(({ mfa = [], totpSecret }) => mfa.length > 0 || totpSecret !== undefined);
  const MfaConfiguration = seed.MfaConfiguration ?? (usesMfa ? 'OPTIONAL' : 'OFF');
  return {
    Id: userPoolId,
    Name: userPoolId.slice(userPoolId.indexOf('_') + 1),
    MfaConfiguration,
    mfaFactors: MfaConfiguration === 'OFF' ? [] : (seed.EnabledMfas ?? mfaFactorsOf(users)),
    UsernameAttributes: seed.UsernameAttributes ?? [],
    AliasAttributes: seed.AliasAttributes ?? [],
    AutoVerifiedAttributes: seed.AutoVerifiedAttributes ?? ['email'],
    CaseSensitive: seed.UsernameConfiguration?.CaseSensitive ?? true,
    PasswordPolicy: { ...DEFAULT_PASSWORD_POLICY, ...withoutUndefined(Policies?.PasswordPolicy ?? {}) },
    AllowedFirstAuthFactors: Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'],
    ...withoutUndefined({
      DeviceConfiguration: seed.DeviceConfiguration,
      UserAttributeUpdateSettings: seed.UserAttributeUpdateSettings,
      customChallenges: seed.customChallenges,
      AccountRecoverySetting: seed.AccountRecoverySetting,
    }),
    customAttributes: customAttributesOf(seed),
    createdAt: now,
    modifiedAt: now,
  };
}

/** SMS and authenticator apps; e-mail codes where a user has them, as only some tiers of the service do. */
function mfaFactorsOf(users: readonly SeedUser[]): MfaFactor[] {
  const usesEmail = users.some(({ mfa = [] }) => mfa.includes('EMAIL_OTP'));
  return ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', ...(usesEmail ? ['EMAIL_OTP' as const] : [])];
}

/** Every custom attribute that the seed uses or lets a client use joins the schema. */
function customAttributesOf({ users = [], clients = [] }: Seed): string[] {
  const used = users.flatMap(({ attributes = {} }) => Object.keys(attributes));
  const allowed = clients.flatMap(({ ReadAttributes = [], WriteAttributes = [] }) => [
    ...ReadAttributes,
    ...WriteAttributes,
  ]);
  return [...new Set([...used, ...allowed])].filter(name => name.startsWith('custom:'));
}

function clientOf(seed: SeedClient, now: number): ClientRecord {
  const { clientId, clientName = clientId, clientSecret = [], ...rest } = seed;
  const { AccessTokenValiditySeconds, IdTokenValiditySeconds, RefreshTokenValiditySeconds, ...same } = rest;
  const units = withoutUndefined({
    AccessToken: AccessTokenValiditySeconds ? ('seconds' as const) : undefined,
    IdToken: IdTokenValiditySeconds ? ('seconds' as const) : undefined,
    RefreshToken: RefreshTokenValiditySeconds ? ('seconds' as const) : undefined,
  });
  return {
    ...CLIENT_DEFAULTS,
    ...withoutUndefined(same),
    ...withoutUndefined({
      AccessTokenValidity: AccessTokenValiditySeconds,
      IdTokenValidity: IdTokenValiditySeconds,
      RefreshTokenValidity: RefreshTokenValiditySeconds,
    }),
    TokenValidityUnits: { ...CLIENT_DEFAULTS.TokenValidityUnits, ...units },
    ClientId: clientId,
    ClientName: clientName,
    secrets: typeof clientSecret === 'string' ? [clientSecret] : clientSecret,
    createdAt: now,
    modifiedAt: now,
  };
}
