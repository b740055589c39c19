import * as v from 'valibot';
import type { Page } from '../api/pages.js';
import { type GatesRole, isGatesRole } from '../internal/gates-role.js';
import { bodyOf, type GatesAnswer, unusable } from './answer.js';
import type { UserQuery } from './options.js';

/** A person, as the Gates backend lists them. */
export interface UserDetails {
  /** The person's `sub`. */
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Undefined where the person has none, or one that this version does not know. */
  readonly role: GatesRole | undefined;
  readonly clients: readonly string[];
  /** Whether the person may sign in. */
  readonly enabled: boolean;
  /** Cognito's word for it, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
  readonly userStatus: string;
  /** When the temporary password of an invitation is over. */
  readonly passwordExpiresAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly createdAt: Date | undefined;
}

/** One page of people. */
export interface UserPage extends Page<UserDetails> {
  /** How many people there are in all, where the backend says. */
  readonly totalCount: number | undefined;
}

const text = v.nullish(v.string(), '');

/** Epoch seconds; numbers too large for seconds before the year 5138 are read as milliseconds. */
const LEAST_MILLISECONDS = 1e11;
const LAST_MILLISECOND = 8.64e15;
const time = v.nullish(
  v.pipe(
    v.number(),
    v.minValue(0),
    v.maxValue(LAST_MILLISECOND),
    v.transform(epoch => new Date(epoch < LEAST_MILLISECONDS ? epoch * 1000 : epoch)),
  ),
);

const user = v.pipe(
  v.object({
    user_id: v.pipe(v.string(), v.nonEmpty()),
    name: text,
    email: text,
    role: v.unknown(),
    clients: v.nullish(v.array(v.string()), []),
    enabled: v.boolean(),
    user_status: text,
    password_expires_at: time,
    updated_at: time,
    created_at: time,
  }),
  v.transform(
    (wire): UserDetails => ({
      userId: wire.user_id,
      name: wire.name,
      email: wire.email,
      role: isGatesRole(wire.role) ? wire.role : undefined,
      clients: wire.clients,
      enabled: wire.enabled,
      userStatus: wire.user_status,
      passwordExpiresAt: wire.password_expires_at ?? undefined,
      updatedAt: wire.updated_at ?? undefined,
      createdAt: wire.created_at ?? undefined,
    }),
  ),
);

const listed = v.object({
  users: v.array(user),
  next_pagination_token: v.nullish(v.string()),
  has_more: v.nullish(v.boolean()),
  total_count: v.nullish(v.number()),
});

/**
 * A page of people.
 *
 * @param asked The token that asked for it.
 * @throws {ApiRequestError} when the answer is not a page, or its next page is unusable.
 */
export function pageOf(answer: GatesAnswer, asked: string | undefined): UserPage {
  const page = bodyOf(answer, listed);
  const nextToken = (page.has_more !== false && page.next_pagination_token) || undefined;
  // A list that ends early, or never, must not look complete.
  if (page.has_more && !nextToken) throw unusable(answer, 'there is more, and no next_pagination_token');
  if (nextToken !== undefined && nextToken === asked)
    throw unusable(answer, 'the next page is this page again');
  return { items: page.users, nextToken, totalCount: page.total_count ?? undefined };
}

/** The query of one page, in the backend's order and names. */
export function queryOf(
  { client, pageSize, nameFilter, emailFilter, roleFilter, enabledFilter }: UserQuery,
  paginationToken: string | undefined,
): string {
  const pairs = {
    group_filter: client,
    pagination_token: paginationToken,
    page_size: pageSize,
    name_filter: nameFilter,
    email_filter: emailFilter,
    role_filter: roleFilter,
    enabled_filter: enabledFilter,
  };
  // A space as %20, which every server reads as a space; not all do so for a plus sign.
  const query = Object.entries(pairs).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value)}`,
  );
  return `?${query.join('&')}`;
}
