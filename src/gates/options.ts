import * as v from 'valibot';
import { baseUrl } from '../config/base-url.js';
import type { PoolConfig } from '../config/pool-config.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { GATES_ROLES, type GatesRole } from '../internal/gates-role.js';
import {
  abortSignal,
  callable,
  check,
  flag,
  listOf,
  milliseconds,
  nonEmpty,
  strictOptions,
  wholeNumber,
} from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import type { Clock, RandomSource } from '../internal/seams.js';

/** An id token, or a function that returns a valid one. It is called before every request. */
export type IdTokenSource = string | (() => Promise<string>);

/** The used part of a `UserPool`: the address of its Gates backend, and how calls are made. */
export interface GatesPool {
  readonly gatesUrl: string | undefined;
  readonly api: { readonly config: Pick<PoolConfig, 'timeoutMs' | 'maxAttempts' | 'clock' | 'random'> };
}

/** The Gates backend, the caller, and time limits. */
export interface GatesAdminOptions {
  /** The pool whose people the backend has: its `gatesUrl`, time limits and clock are the defaults here. */
  readonly pool?: GatesPool | undefined;
  /** Such as `https://host/stage`. Default: the pool's `gatesUrl`. */
  readonly baseUrl?: string | undefined;
  /** The caller's id token. It may be left out when every call brings its own. */
  readonly token?: IdTokenSource | undefined;
  /** Milliseconds that one request may take, with its retries and the pauses between. Default 15,000. */
  readonly timeoutMs?: number | undefined;
  /** How often one request is sent at most. Default 3. */
  readonly maxAttempts?: number | undefined;
  /** Sends the requests. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Epoch milliseconds. For tests, as are the two below. */
  readonly clock?: Clock | undefined;
  readonly random?: RandomSource | undefined;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted. */
  readonly sleep?: Sleep | undefined;
}

export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** How to make one call. */
export interface GatesCallOptions {
  /** The caller's id token, in place of the configured one. */
  readonly token?: string | undefined;
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that one request may take, its retries included, in place of the configured ones. */
  readonly timeoutMs?: number | undefined;
}

/** A person to invite. */
export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: GatesRole;
  /** Their first client. */
  readonly client: string;
}

/** Clients to give to a person and to remove from them. */
export interface UserUpdate {
  /** The person's `sub`. */
  readonly userId: string;
  readonly clientsToAdd?: readonly string[] | undefined;
  readonly clientsToRemove?: readonly string[] | undefined;
}

/** Which people to list. The backend decides how a filter matches. */
export interface UserQuery {
  readonly client: string;
  /** How many people one request fetches. Default: the backend's. */
  readonly pageSize?: number | undefined;
  readonly nameFilter?: string | undefined;
  readonly emailFilter?: string | undefined;
  readonly roleFilter?: GatesRole | undefined;
  /** `true` lists those who may sign in, `false` those who may not. */
  readonly enabledFilter?: boolean | undefined;
}

const adminOptions = strictOptions({
  pool: optional(
    custom<GatesPool>(value => typeof (value as GatesPool | null)?.api === 'object', 'must be a UserPool'),
  ),
  baseUrl: optional(baseUrl),
  token: optional(v.union([nonEmpty, callable<() => Promise<string>>()], 'must be a string or a function')),
  timeoutMs: optional(milliseconds),
  maxAttempts: optional(wholeNumber(1, undefined, 'attempts')),
  fetch: optional(callable<typeof globalThis.fetch>()),
  clock: optional(callable<Clock>()),
  random: optional(callable<RandomSource>()),
  sleep: optional(callable<Sleep>()),
});

/** @throws {InvalidOptionError} naming the option at fault, as all of these. */
export function checkAdminOptions(options: GatesAdminOptions) {
  const { pool, ...own } = check(adminOptions, options, 'options');
  const baseUrl = own.baseUrl ?? pool?.gatesUrl;
  if (baseUrl === undefined)
    throw new InvalidOptionError(
      pool ? 'options.gatesUrl' : 'options.baseUrl',
      'is missing: it says where the Gates backend is',
    );
  const { timeoutMs, maxAttempts, clock, random } = pool?.api.config ?? {};
  return {
    ...own,
    baseUrl,
    timeoutMs: own.timeoutMs ?? timeoutMs,
    maxAttempts: own.maxAttempts ?? maxAttempts,
    clock: own.clock ?? clock,
    random: own.random ?? random,
  };
}

const callOptions = strictOptions({
  token: optional(nonEmpty),
  signal: optional(abortSignal),
  timeoutMs: optional(milliseconds),
});

export const checkCallOptions = (options: GatesCallOptions): GatesCallOptions =>
  check(callOptions, options, 'options');

const role = v.picklist(GATES_ROLES, issue =>
  issue.received === 'undefined' ? 'is missing' : `must be one of ${GATES_ROLES.join(', ')}`,
);

const newUser = strictOptions({
  email: v.pipe(nonEmpty, v.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')),
  name: nonEmpty,
  role,
  client: nonEmpty,
});

export const checkInvitation = (user: Invitation): Invitation => check(newUser, user, 'user');

const clients = optional(listOf('clients'), []);

const userUpdate = v.pipe(
  strictOptions({ userId: nonEmpty, clientsToAdd: clients, clientsToRemove: clients }),
  v.check(
    ({ clientsToAdd, clientsToRemove }) => clientsToAdd.length + clientsToRemove.length > 0,
    'must name a client in clientsToAdd or clientsToRemove',
  ),
  v.check(
    ({ clientsToAdd, clientsToRemove }) => !clientsToAdd.some(client => clientsToRemove.includes(client)),
    'must not have one client in both clientsToAdd and clientsToRemove',
  ),
);

export const checkUserUpdate = (update: UserUpdate) => check(userUpdate, update, 'update');

const userQuery = strictOptions({
  client: nonEmpty,
  pageSize: optional(wholeNumber(1, undefined, 'people')),
  nameFilter: optional(nonEmpty),
  emailFilter: optional(nonEmpty),
  roleFilter: optional(role),
  enabledFilter: optional(flag),
});

export const checkUserQuery = (query: UserQuery): UserQuery => check(userQuery, query, 'query');

// Not strict: the value is an error, or one parsed from JSON.
const incomplete = v.object(
  { sub: nonEmpty, remaining: strictOptions({ userId: nonEmpty, clientsToAdd: v.array(nonEmpty) }) },
  'must be an IncompleteUserError, or its JSON',
);

export const checkIncomplete = (error: unknown) => check(incomplete, error, 'error');
