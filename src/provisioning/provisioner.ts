import * as v from 'valibot';
import type { CallOptions } from '../api/call-options.js';
import { callOptionEntries } from '../api/call-options.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { IncompleteApplyError, StalePlanError } from '../errors/provisioning.js';
import { check, flag, strictOptions } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import { UserPool } from '../user-pool/user-pool.js';
import { carryOut } from './carry-out.js';
import type { Change, Deletion } from './changes.js';
import { compare, type Difference } from './compare.js';
import { type Definition, type GroupDefinition, readDefinition } from './definition.js';
import { describe, planText } from './describe.js';
import type { IamClient } from './iam-client.js';
import { roleOfCognises, withRoleNames } from './role-names.js';
import { Roles } from './roles.js';
import { readGroups, readRoles, type State } from './state.js';
import { trustPolicy } from './trust-policy.js';

/** What to provision, and with what. */
export interface ProvisionerOptions {
  readonly pool: UserPool;
  /** An `IAM` of `@aws-sdk/client-iam`, or what has its methods. The provisioner neither configures nor closes it. */
  readonly iam: IamClient;
  /** The identity pool whose people take the roles on, such as `eu-west-1:01234567-89ab-cdef-0123-456789abcdef`. */
  readonly identityPoolId: string;
}

/** How to plan. A `timeoutMs` is for each call to IAM and to Cognito. */
export interface PlanOptions extends CallOptions {
  /**
   * Also deletes: of the definition's roles, every other policy; and the roles that were made for this pool and are
   * in the definition no more, with the groups that are linked to them. Default `false`.
   */
  readonly prune?: boolean | undefined;
}

/** What applying would do. Plain data: it can be written as JSON, looked at, and applied by another process. */
export interface Plan {
  readonly version: 1;
  readonly userPoolId: string;
  readonly identityPoolId: string;
  readonly definition: readonly GroupDefinition[];
  readonly prune: boolean;
  /** The changes, in their order. */
  readonly changes: readonly Change[];
  /** What pruning would delete: it exists and is not in the definition. */
  readonly leftovers: readonly Deletion[];
  readonly notes: readonly string[];
  /** The whole plan as text, for people. */
  readonly text: string;
}

const IAM_METHODS: readonly (keyof IamClient)[] = ['getRole', 'createRole', 'putRolePolicy', 'listRoles'];

const provisionerOptions = strictOptions({
  pool: v.instance(UserPool, 'must be a UserPool'),
  iam: custom<IamClient>(
    value => IAM_METHODS.every(name => typeof (value as IamClient | undefined)?.[name] === 'function'),
    'must be an IAM of @aws-sdk/client-iam (the class with a method for each operation, not IAMClient)',
  ),
  identityPoolId: v.pipe(
    v.string('must be an identity pool id'),
    v.regex(/^[\w-]{1,30}:[0-9a-f-]{1,36}$/, 'must be an identity pool id: a region, a colon and a UUID'),
  ),
});
const planOptions = strictOptions({
  ...callOptionEntries,
  prune: optional(flag, false),
});
const callOptions = strictOptions(callOptionEntries);
const appliedPlan = v.object(
  {
    version: v.literal(1, 'is not one that this release can apply'),
    userPoolId: v.string(),
    identityPoolId: v.string(),
    definition: v.array(v.unknown()),
    prune: v.boolean(),
    changes: v.array(v.looseObject({ kind: v.string() })),
  },
  'must be a plan',
);

/**
 * Gives groups their IAM roles, from a definition: for each group a role that the people of one identity pool may take
 * on, the role's inline policy, and the group, linked to the role.
 *
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { IAM } from '@aws-sdk/client-iam';
 * import { UserPool } from 'portcullis';
 * import { Provisioner } from 'portcullis/provisioning';
 *
 * const provisioner = new Provisioner({
 *   pool: new UserPool({ userPoolId: 'eu-west-1_AbCdEf123' }),
 *   iam: new IAM(),
 *   identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
 * });
 * const plan = await provisioner.plan(await readFile('group_detail.json', 'utf8'));
 * console.log(plan.text);
 * await provisioner.apply(plan);
 * ```
 */
export class Provisioner {
  readonly #pool: UserPool;
  readonly #iam: IamClient;
  readonly #identityPoolId: string;
  readonly #trustPolicy: unknown;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: ProvisionerOptions) {
    const { pool, iam, identityPoolId } = check(provisionerOptions, options, 'options');
    this.#pool = pool;
    this.#iam = iam;
    this.#identityPoolId = identityPoolId;
    this.#trustPolicy = trustPolicy(identityPoolId);
  }

  /**
   * Compares what is there with a definition. Nothing is changed.
   *
   * @throws {InvalidOptionError} naming what is wrong with the definition. Nothing is sent.
   * @throws {RoleTakenError} when a role's name is taken by a role that was not made for this pool.
   * @throws {IamRefusedError | ServiceError | ConnectionError | NotSentError} when it cannot be read what is there.
   */
  async plan(definition: Definition, options: PlanOptions = {}): Promise<Plan> {
    const { prune, ...call } = check(planOptions, options, 'options');
    const { groups, notes } = readDefinition(definition);
    const { difference, state } = await this.#compare(groups, prune, call);
    const identityPoolId = this.#identityPoolId;
    const { userPoolId } = this.#pool;
    const all = [...notes, ...notesOnTakenOver(groups, state)];
    const text = planText(difference, all);
    const plan = { version: 1, userPoolId, identityPoolId, definition: groups, prune } as const;
    return { ...plan, ...difference, notes: all, text };
  }

  /**
   * Makes the changes of a plan that are not made yet, and no others. Applying a plan again changes nothing; applying one
   * that stopped half-way completes it.
   *
   * @returns the changes that were made.
   * @throws {StalePlanError} when applying would have to do more than the plan says. Nothing is changed.
   * @throws {IncompleteApplyError} when it stopped half-way; `cause` says why.
   * @throws {InvalidOptionError} when it is not a plan, or one for other pools.
   */
  async apply(plan: Plan, options: CallOptions = {}): Promise<readonly Change[]> {
    const call = check(callOptions, options, 'options');
    const { definition, prune, changes: planned } = this.#own(plan);
    const { difference, state } = await this.#compare(definition, prune, call);
    const shown = new Set(planned.map(change => JSON.stringify(change)));
    const unplanned = difference.changes.filter(change => !shown.has(JSON.stringify(change)));
    if (unplanned.length > 0) throw new StalePlanError(unplanned.map(describe));
    await this.#carryOut(difference.changes, state, call);
    return difference.changes;
  }

  #own(plan: Plan): { definition: readonly GroupDefinition[]; prune: boolean; changes: readonly object[] } {
    const { userPoolId, identityPoolId, definition, prune, changes } = check(appliedPlan, plan, 'plan');
    if (userPoolId !== this.#pool.userPoolId)
      throw new InvalidOptionError('plan.userPoolId', 'is not this user pool');
    if (identityPoolId !== this.#identityPoolId)
      throw new InvalidOptionError('plan.identityPoolId', 'is not this identity pool');
    const { groups } = readDefinition(definition as readonly GroupDefinition[]);
    return { definition: groups, prune, changes };
  }

  async #compare(
    definition: readonly GroupDefinition[],
    prune: boolean,
    options: CallOptions,
  ): Promise<{ difference: Difference; state: State }> {
    const { userPoolId } = this.#pool;
    withRoleNames(definition, userPoolId); // before anything is sent
    const groups = await readGroups(this.#pool.groups, options);
    const wanted = withRoleNames(definition, userPoolId, groups);
    const path = this.#path;
    const state = { groups, roles: await readRoles(wanted, this.#roles(options), path) };
    return { difference: compare({ wanted, trustPolicy: this.#trustPolicy, path, prune }, state), state };
  }

  async #carryOut(changes: readonly Change[], state: State, options: CallOptions): Promise<void> {
    const tools = {
      groups: this.#pool.groups,
      roles: this.#roles(options),
      path: this.#path,
      description: `What a group of the user pool ${this.#pool.userPoolId} may do`,
      arns: new Map([...state.roles].map(([key, { arn }]) => [key, arn])),
      options,
    };
    for (const [index, change] of changes.entries())
      try {
        await carryOut(change, tools);
      } catch (error) {
        options.signal?.throwIfAborted();
        const made = changes.slice(0, index).map(describe);
        throw new IncompleteApplyError(made, describe(change), changes.length - index, error);
      }
  }

  /** Roles that are made here have a path of their own, by which pruning knows them. */
  get #path(): string {
    return `/portcullis/${this.#pool.userPoolId}/`;
  }

  #roles({ signal, timeoutMs = this.#pool.api.config.timeoutMs }: CallOptions): Roles {
    return new Roles(this.#iam, { signal, timeoutMs });
  }
}

/** Says which groups keep a role that their definition does not name. */
const notesOnTakenOver = (definition: readonly GroupDefinition[], { groups }: State): string[] =>
  definition.flatMap(({ name, roleName }) => {
    const taken = roleName === undefined ? roleOfCognises(groups.get(name)) : undefined;
    return taken ? [`the group ${name} keeps the role ${taken}, which cognises made`] : [];
  });
