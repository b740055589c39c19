import { invalidParameter } from '../internal/exception.js';
import type { UserRecord } from './user-record.js';

/** A filter of ListUsers, read. */
export interface UserFilter {
  readonly name: string;
  readonly value: string;
  readonly prefix: boolean;
}

const ATTRIBUTES = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'];

/** Compared exactly; every other name ignores case. */
const CASE_SENSITIVE = new Set(['username', 'status']);

type ReadValue = (user: UserRecord) => string | undefined;

/** What users are looked up by, besides `sub`. A search by another name reads every user. */
export const INDEXED: ReadonlyMap<string, ReadValue> = new Map<string, ReadValue>([
  ...ATTRIBUTES.map(name => [name, (user: UserRecord) => user.attributes[name]] as const),
  ['username', ({ username }) => username],
]);

/** What each searchable name stands for. Custom attributes are not searchable. */
const VALUES = new Map<string, ReadValue>([
  ...INDEXED,
  ['sub', ({ sub }) => sub],
  ['cognito:user_status', ({ status }) => status],
  ['status', ({ enabled }) => (enabled ? 'Enabled' : 'Disabled')],
]);

const CLAUSE = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * Reads `name = "value"` or, for a beginning, `name ^= "value"`. Within the value, `\"` is a quotation mark.
 * @returns Undefined for a filter that every user passes.
 * @throws InvalidParameterException
 */
export function parseUserFilter(filter: string): UserFilter | undefined {
  if (filter.trim() === '') return undefined;
  const [, name = '', operator, quoted = ''] = CLAUSE.exec(filter) ?? [];
  if (!operator) throw invalidParameter('Error while parsing filter');
  if (!VALUES.has(name)) throw invalidParameter(`Invalid search attribute: ${name}`);
  return { name, value: quoted.replace(/\\(.)/g, '$1'), prefix: operator === '^=' };
}

/** Whether a user passes the filter. */
export function matchesFilter({ name, value, prefix }: UserFilter): (user: UserRecord) => boolean {
  const fold = (text: string) => (CASE_SENSITIVE.has(name) ? text : text.toLowerCase());
  const wanted = fold(value);
  return user => {
    const found = VALUES.get(name)?.(user);
    if (found === undefined) return false;
    return prefix ? fold(found).startsWith(wanted) : fold(found) === wanted;
  };
}
