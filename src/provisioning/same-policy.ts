import { oneOrMany } from './policy.js';

/** What a policy says that names no version. */
const OLDEST_VERSION = '2008-10-17';

/**
 * A policy as IAM returns it: URL-encoded JSON (GetRole, GetRolePolicy and ListRoles). What is not JSON comes back as
 * the text that it is, which is like no policy.
 */
export function parsePolicy(text: string): unknown {
  try {
    return JSON.parse(/^\s*\{/.test(text) ? text : decodeURIComponent(text));
  } catch {
    return text;
  }
}

/**
 * Whether two policies say the same. Of no importance are: the order of keys, statements and values, values given
 * twice, one value or a list of one, the case of actions and condition keys, and how a condition writes `true` and 5.
 */
export const samePolicy = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** A text that is the same for policies that say the same. */
function canonical(policy: unknown): string {
  if (!isRecord(policy)) return JSON.stringify(policy) ?? '';
  const { Version = OLDEST_VERSION, Statement, ...rest } = policy;
  const statements = oneOrMany(Statement).map(one => JSON.stringify(isRecord(one) ? statement(one) : one));
  return JSON.stringify([Version, statements.sort(), pairs(rest, value => value)]);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const statement = (members: Readonly<Record<string, unknown>>) =>
  pairs(members, (value, name) => {
    if (name === 'Action' || name === 'NotAction') return values(value, text => text.toLowerCase());
    if (name === 'Condition' && isRecord(value)) return pairs(value, condition);
    if (isRecord(value)) return pairs(value, inner => values(inner));
    return name === 'Sid' || name === 'Effect' ? value : values(value);
  });

const condition = (tests: unknown) =>
  isRecord(tests)
    ? pairs(
        tests,
        wanted => values(wanted),
        key => key.toLowerCase(),
      )
    : tests;

/** A record as a sorted list, without what says nothing: an empty `Sid`, an empty `Condition`. */
const pairs = (
  record: Readonly<Record<string, unknown>>,
  read: (value: unknown, name: string) => unknown,
  rename: (name: string) => string = name => name,
) =>
  Object.entries(record)
    .filter(([, value]) => value !== '' && value !== undefined)
    .filter(([, value]) => !isRecord(value) || Object.keys(value).length > 0)
    .map(([name, value]) => JSON.stringify([rename(name), read(value, name)]))
    .sort();

const values = (value: unknown, read: (text: string) => string = text => text) => [
  ...new Set(
    oneOrMany(value)
      .map(one => read(String(one)))
      .sort(),
  ),
];
