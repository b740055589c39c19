import { InvalidOptionError } from '../../errors/invalid-option.js';
import type { RandomSource } from '../../internal/seams.js';
import { createVerifierOnDemand } from '../../srp/server.js';
import { randomUuid } from '../internal/random.js';
import type { PoolState } from '../pool/pool.js';
import { attributeIn, misfit, STANDARD_ATTRIBUTES } from '../state/attribute-schema.js';
import type { Attributes } from '../state/attributes.js';
import { type PoolSettings, poolNameOf } from '../state/settings.js';
import { contactOf } from '../state/user-names.js';
import type { UserRecord } from '../state/user-record.js';
import type { SeedUser } from './schema.js';

interface SeedUserNeeds {
  /** The user's place in the seed, such as `pool.json.users[0]`. */
  readonly what: string;
  readonly state: PoolState;
  readonly now: number;
  readonly random: RandomSource;
}

/** @throws {InvalidOptionError} naming the key at fault. */
export function seedUser(seed: SeedUser, { what, state, now, random }: SeedUserNeeds): UserRecord {
  const { settings } = state;
  const { status = 'CONFIRMED', enabled = true, groups = [], mfa = [], preferredMfa, totpSecret } = seed;
  const sub = seed.attributes?.sub ?? randomUuid(random);
  const { username, attributes } = nameOf(seed, sub, settings);
  refuseContradictions(seed, attributes, state, what);
  return {
    username,
    sub,
    status,
    enabled,
    attributes: status === 'UNCONFIRMED' ? attributes : withVerifiedContacts(attributes, settings),
    groups,
    mfa,
    ...(preferredMfa && { preferredMfa }),
    ...(totpSecret && { softwareToken: { secret: totpSecret.toUpperCase(), spentSteps: [] } }),
    ...(seed.password && {
      // Assigned, not spread: the verifier is made when it is first read.
      password: Object.assign(
        createVerifierOnDemand({ poolName: poolNameOf(settings), username, password: seed.password, random }),
        status === 'FORCE_CHANGE_PASSWORD' && { temporarySince: now },
      ),
    }),
    createdAt: now,
    modifiedAt: now,
  };
}

/**
 * In pools with `UsernameAttributes`, an e-mail or phone number becomes an attribute and the username is the `sub`.
 * Any other name there is the stored username itself, which lets a seed pin it.
 */
function nameOf(
  { username: typed, attributes: given = {} }: SeedUser,
  sub: string,
  { UsernameAttributes }: PoolSettings,
): { username: string; attributes: Attributes } {
  const { sub: _, ...attributes } = given;
  const contact = contactOf(typed);
  if (!contact || !UsernameAttributes.includes(contact)) return { username: typed, attributes };
  return { username: sub, attributes: { ...attributes, [contact]: typed } };
}

/** A contact that signs the user in, or that the pool verifies by itself, counts as verified unless the seed says no. */
function withVerifiedContacts(attributes: Attributes, settings: PoolSettings): Attributes {
  const { AutoVerifiedAttributes, AliasAttributes, UsernameAttributes } = settings;
  const contacts = [...AutoVerifiedAttributes, ...AliasAttributes, ...UsernameAttributes].filter(
    name => name !== 'preferred_username' && attributes[name],
  );
  const verified = contacts.map(name => [`${name}_verified`, 'true']);
  return { ...Object.fromEntries(verified), ...attributes };
}

function refuseContradictions(
  { attributes: given = {}, groups = [], mfa = [], preferredMfa, totpSecret }: SeedUser,
  attributes: Attributes,
  state: PoolState,
  what: string,
): void {
  const unknown = Object.keys(given).find(
    name => !STANDARD_ATTRIBUTES.includes(name) && !/^custom:.{1,20}$/.test(name),
  );
  if (unknown !== undefined)
    throw new InvalidOptionError(
      `${what}.attributes.${unknown}`,
      `is not a standard attribute; the pool's own begin with custom:, and the standard ones are ${STANDARD_ATTRIBUTES.join(', ')}`,
    );
  refuseMisfits(given, state.settings, what);
  const unlisted = groups.findIndex(name => !state.groups.has(name));
  if (unlisted >= 0) throw new InvalidOptionError(`${what}.groups[${unlisted}]`, 'is not one of the groups');
  const missing = (field: string, why: string) => new InvalidOptionError(`${what}.${field}`, why);
  if (mfa.includes('SOFTWARE_TOKEN_MFA') && !totpSecret)
    throw missing('totpSecret', 'is missing: mfa has SOFTWARE_TOKEN_MFA');
  if (mfa.includes('SMS_MFA') && !attributes.phone_number)
    throw missing('attributes.phone_number', 'is missing: mfa has SMS_MFA');
  if (mfa.includes('EMAIL_OTP') && !attributes.email)
    throw missing('attributes.email', 'is missing: mfa has EMAIL_OTP');
  if (preferredMfa && !mfa.includes(preferredMfa))
    throw missing('preferredMfa', 'must be one of the factors in mfa');
}

function refuseMisfits(attributes: Attributes, settings: PoolSettings, what: string): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = attributeIn(settings, name);
    const problem = schema && misfit(schema, value);
    if (problem)
      throw new InvalidOptionError(`${what}.attributes.${name}`, `does not fit the schema: ${problem}`);
  }
}
