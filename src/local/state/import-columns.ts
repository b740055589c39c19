import { schemaOf } from './attribute-schema.js';
import type { PoolSettings } from './settings.js';

/** Columns that are no attributes. */
export const USERNAME_COLUMN = 'cognito:username';
export const MFA_COLUMN = 'cognito:mfa_enabled';
export const HASH_COLUMN = 'password_hash';

/**
 * The columns of the file of an import: every attribute but `sub`, and what is no attribute. The guide says of
 * `password_hash` that the template has it; where in the template is unconfirmed.
 */
export const importColumns = (settings: PoolSettings): string[] => [
  ...schemaOf(settings).flatMap(({ Name }) => (Name === 'sub' ? [] : [Name])),
  MFA_COLUMN,
  USERNAME_COLUMN,
  HASH_COLUMN,
];
