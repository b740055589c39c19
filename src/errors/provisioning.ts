import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { OwnErrorCodes } from './codes.js';

type IamCode = OwnErrorCodes['IamRefusedError'];

/** What IAM said when it refused a call. */
export interface IamRefusal extends PortcullisErrorOptions {
  readonly code: IamCode;
  /** The IAM operation that was refused, such as `CreateRole`. */
  readonly operation: string;
  /** The exception's name, such as `NoSuchEntityException`. */
  readonly awsName: string;
  /** IAM's own words. */
  readonly awsMessage: string;
  readonly httpStatus?: number | undefined;
}

/**
 * IAM answered, and the answer was no: `ROLE_NOT_FOUND`, `POLICY_REFUSED` (correct the definition), `IAM_ACCESS_DENIED`
 * (check the AWS credentials and their permissions), `IAM_THROTTLED` (wait), or `IAM_REFUSED` for any other reason.
 */
export class IamRefusedError extends PortcullisError {
  static override readonly portcullis: string = 'IamRefusedError';

  readonly code: IamCode;
  /** The IAM operation that was refused, such as `CreateRole`. */
  readonly operation: string;
  /** The exception's name, such as `NoSuchEntityException`. */
  readonly awsName: string;
  /** IAM's own words. */
  readonly awsMessage: string;
  readonly httpStatus: number | undefined;

  constructor({ code, operation, awsName, awsMessage, httpStatus, ...options }: IamRefusal) {
    super(awsMessage || awsName, options);
    this.code = code;
    this.operation = operation;
    this.awsName = awsName;
    this.awsMessage = awsMessage;
    this.httpStatus = httpStatus;
  }
}

/** `ROLE_TAKEN`: a role that is not known to be the group's has the name that the group's role would have. Nothing was changed. */
export class RoleTakenError extends PortcullisError {
  static override readonly portcullis: string = 'RoleTakenError';

  readonly code = 'ROLE_TAKEN';

  constructor(
    readonly role: string,
    readonly group: string,
  ) {
    super(`the role ${role} exists, and the group ${group} is not linked to it`, {
      advice:
        'Give the group another role_name; or, if the role is meant for it, link it to the group first.',
    });
  }
}

/**
 * `STALE_PLAN`: what is there has changed since the plan was made, so that applying it would do more than it shows.
 * Nothing was changed. Make a new plan.
 */
export class StalePlanError extends PortcullisError {
  static override readonly portcullis: string = 'StalePlanError';

  readonly code = 'STALE_PLAN';

  constructor(
    /** What would have to be done, and is not in the plan, in words. */
    readonly unplanned: readonly string[],
  ) {
    super(`the plan is out of date: it lacks ${unplanned.join('; ')}`, {
      advice: 'Nothing was changed. Make a new plan, look at it, and apply that.',
    });
  }
}

/**
 * `APPLY_INCOMPLETE`: a plan was applied in part; `cause` says why it stopped. Every step leaves a state that is safe to
 * stay in, and applying the plan again does what is left.
 *
 * ```ts
 * import { IncompleteApplyError } from 'portcullis/errors';
 * import type { Plan, Provisioner } from 'portcullis/provisioning';
 *
 * export async function apply(provisioner: Provisioner, plan: Plan): Promise<void> {
 *   try {
 *     await provisioner.apply(plan);
 *   } catch (error) {
 *     if (error instanceof IncompleteApplyError) console.error(`Made: ${error.made.join(', ')}`, error.cause);
 *     throw error;
 *   }
 * }
 * ```
 */
export class IncompleteApplyError extends PortcullisError {
  static override readonly portcullis: string = 'IncompleteApplyError';

  readonly code = 'APPLY_INCOMPLETE';

  constructor(
    /** The changes that were made, in words. */
    readonly made: readonly string[],
    /** The change that failed. Whether it was made is not known where the connection broke. */
    readonly failed: string,
    /** How many changes the plan has left, the failed one included. */
    readonly remaining: number,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${made.length} of ${made.length + remaining} changes were made; then "${failed}" failed: ${why}`, {
      cause,
      advice: 'Apply the same plan again, or a new one: it does what is left.',
    });
  }
}
