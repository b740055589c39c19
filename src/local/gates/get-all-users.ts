import * as v from 'valibot';
import { GATES_ROLES } from '../../internal/gates-role.js';
import { check, nonEmpty } from '../../internal/options.js';
import type { Pool } from '../pool/pool.js';
import type { PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { assertOwn, type GatesCaller } from './caller.js';
import { members } from './members.js';
import { GatesRefusal } from './refusal.js';
import { requireClient } from './update-user.js';

/** What one page of Cognito's ListUsersInGroup holds at most. */
const LARGEST_PAGE = 60;
const DAY_MS = 86_400_000;

const pageSize = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}$/, `must be a whole number from 1 to ${LARGEST_PAGE}`),
  v.transform(Number),
  v.minValue(1, `must be a whole number from 1 to ${LARGEST_PAGE}`),
  v.maxValue(LARGEST_PAGE, `must be a whole number from 1 to ${LARGEST_PAGE}`),
);

const input = members({
  group_filter: nonEmpty,
  pagination_token: v.optional(nonEmpty),
  page_size: v.optional(pageSize, '20'),
  name_filter: v.optional(v.string(), ''),
  email_filter: v.optional(v.string(), ''),
  role_filter: v.optional(v.picklist(GATES_ROLES, `must be one of ${GATES_ROLES.join(', ')}`)),
  enabled_filter: v.optional(v.picklist(['true', 'false'], 'must be true or false')),
});
type Input = v.InferOutput<typeof input>;

/** `GET /get-all-users`: the users of one client, the oldest first. */
export function getAllUsers(query: unknown, caller: GatesCaller, pool: Pool) {
  const wanted = check(input, query, 'query');
  assertOwn(caller, [wanted.group_filter]);
  requireClient(wanted.group_filter, pool);
  const found = pool.users
    .membersOf(wanted.group_filter)
    .filter(user => matches(user, wanted))
    .sort(compare);
  const after = wanted.pagination_token === undefined ? undefined : positionIn(wanted.pagination_token);
  const rest = after ? found.filter(user => compare(user, after) > 0) : found;
  const page = rest.slice(0, wanted.page_size);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > page.length;
  return {
    users: page.map(user => describe(user, pool.settings())),
    next_pagination_token: more ? tokenAfter(last) : null,
    has_more: more,
    total_count: found.length,
  };
}

/** Names and e-mail addresses match in part and in any case. */
function matches({ attributes, enabled }: UserRecord, wanted: Input): boolean {
  const has = (name: string, part: string) =>
    (attributes[name] ?? '').toLowerCase().includes(part.toLowerCase());
  return (
    has('name', wanted.name_filter) &&
    has('email', wanted.email_filter) &&
    (!wanted.role_filter || attributes['custom:general_role'] === wanted.role_filter) &&
    (!wanted.enabled_filter || String(enabled) === wanted.enabled_filter)
  );
}

/** A place in the list. It stays where it is while users are added and removed. */
type Position = Pick<UserRecord, 'createdAt' | 'sub'>;

function compare(a: Position, b: Position): number {
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  if (a.sub === b.sub) return 0;
  return a.sub < b.sub ? -1 : 1;
}

const tokenAfter = ({ createdAt, sub }: Position): string =>
  Buffer.from(`${createdAt} ${sub}`).toString('base64url');

function positionIn(token: string): Position {
  const [, createdAt, sub = ''] = /^(\d+) (.+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (createdAt === undefined) throw new GatesRefusal(400, 'query.pagination_token is not from this list');
  return { createdAt: Number(createdAt), sub };
}

function describe(user: UserRecord, { PasswordPolicy }: PoolSettings) {
  const { attributes, password } = user;
  const temporarySince = user.status === 'FORCE_CHANGE_PASSWORD' ? password?.temporarySince : undefined;
  const validMs = (PasswordPolicy.TemporaryPasswordValidityDays ?? 7) * DAY_MS;
  return {
    user_id: user.sub,
    name: attributes.name ?? '',
    email: attributes.email ?? '',
    role: attributes['custom:general_role'] ?? '',
    clients: user.groups,
    enabled: user.enabled,
    user_status: user.status,
    ...(temporarySince !== undefined && { password_expires_at: seconds(temporarySince + validMs) }),
    updated_at: seconds(user.modifiedAt),
    created_at: seconds(user.createdAt),
  };
}

const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);
