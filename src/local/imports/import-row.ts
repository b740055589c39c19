import { newUserRecord } from '../account/new-user.js';
import { CognitoException, invalidParameter } from '../internal/exception.js';
import { randomUuid } from '../internal/random.js';
import { VISIBLE } from '../members/group.js';
import type { Pool } from '../pool/pool.js';
import { firstFactorsOf } from '../sign-in/first-factors.js';
import { releaseAliases } from '../state/aliases.js';
import { attributeIn } from '../state/attribute-schema.js';
import { type Attributes, checkAttributes, checkRequired } from '../state/attributes.js';
import { HASH_COLUMN, MFA_COLUMN, USERNAME_COLUMN } from '../state/import-columns.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import { checkPasswordHash, type PasswordHash } from '../state/password-hash.js';
import type { MfaFactor, PoolSettings } from '../state/settings.js';
import { nameNewUser } from '../state/user-names.js';
import type { UserRecord } from '../state/user-record.js';

/** A row's values, by column. */
export type Row = Readonly<Record<string, string>>;

/**
 * Adds the user of one row. The service runs no triggers for imports.
 * @throws UsernameExistsException for one who is there, and other refusals for what is no user of this pool.
 */
export function importRow(pool: Pool, job: ImportJobRecord, row: Row): UserRecord {
  const settings = pool.settings();
  const { [USERNAME_COLUMN]: typed = '', [MFA_COLUMN]: mfa = '', [HASH_COLUMN]: hash = '', ...cells } = row;
  if (typed.length > 128 || !VISIBLE.test(typed))
    throw invalidParameter(`${USERNAME_COLUMN} is no username.`);
  const sub = randomUuid(pool.random);
  const named = nameNewUser(settings, { typed, sub, attributes: attributesOf(settings, cells) });
  if (pool.users.findForSignIn(typed))
    throw new CognitoException('UsernameExistsException', 'The user already exists.');
  checkAttributes(settings, named.attributes);
  checkRequired(settings, named.attributes);
  checkVerified(settings, named.attributes);
  const factors = { mfa: factorsOf(settings, mfa.toLowerCase(), named.attributes) };
  // Without an algorithm there is nothing to read the column by; what the service does then is unconfirmed.
  const importedHash = job.algorithm && hash ? { algorithm: job.algorithm, text: hash } : undefined;
  if (importedHash) checkPasswordHash(importedHash);
  releaseAliases(pool, named.attributes, false);
  const user = { ...newUserRecord(pool, { ...named, sub, status: 'CONFIRMED' }), ...factors };
  return pool.users.save(asImported(settings, user, importedHash));
}

/** With a hash, or a code that signs them in, users need no new password. */
function asImported(settings: PoolSettings, user: UserRecord, hash: PasswordHash | undefined): UserRecord {
  if (hash) return { ...user, importedHash: hash };
  return firstFactorsOf(settings, user).length > 0 ? user : { ...user, status: 'RESET_REQUIRED' };
}

/** What the row says of the user: an empty cell says nothing. */
function attributesOf(settings: PoolSettings, cells: Row): Attributes {
  const said = Object.entries(cells).filter(([, value]) => value !== '');
  return Object.fromEntries(
    said.map(([name, value]) => {
      if (name === 'birthdate' && !/^\d\d\/\d\d\/\d{4}$/.test(value))
        throw invalidParameter('birthdate must be of the form mm/dd/yyyy.');
      const isBoolean = attributeIn(settings, name)?.AttributeDataType === 'Boolean';
      return [name, isBoolean ? value.toLowerCase() : value];
    }),
  );
}

/** Without a verified contact nobody could set a password. @throws InvalidParameterException */
function checkVerified({ AutoVerifiedAttributes }: PoolSettings, attributes: Attributes): void {
  if (!AutoVerifiedAttributes.some(contact => attributes[`${contact}_verified`] === 'true'))
    throw invalidParameter(
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    );
  for (const contact of ['email', 'phone_number'])
    if (attributes[`${contact}_verified`] === 'true' && !attributes[contact])
      throw invalidParameter(`${contact} is required where ${contact}_verified is true.`);
}

/** @throws InvalidParameterException for what the pool's own MFA excludes. */
function factorsOf(settings: PoolSettings, said: string, { phone_number }: Attributes): MfaFactor[] {
  const excluded = { OFF: 'true', ON: 'false', OPTIONAL: '' }[settings.MfaConfiguration];
  if (!['', 'true', 'false'].includes(said) || (said && said === excluded))
    throw invalidParameter(`${MFA_COLUMN} does not match the MFA configuration of the user pool.`);
  const bySms = said === 'true' && phone_number && settings.mfaFactors.includes('SMS_MFA');
  return bySms ? ['SMS_MFA'] : [];
}
