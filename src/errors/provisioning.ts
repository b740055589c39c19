import { PortcullisError, type PortcullisErrorOptions } from './base.js';

type IamCode = 'IAM_REFUSED' | 'IAM_ACCESS_DENIED' | 'IAM_THROTTLED' | 'ROLE_NOT_FOUND' | 'POLICY_REFUSED';

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

/** IAM answered, and the answer was no. */
export class IamRefusedError extends PortcullisError {
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

/** A role that nobody can tell to be the group's has the name that the group's role would have. Nothing was changed. */
export class RoleTakenError extends PortcullisError {
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

/** What is there has changed since the plan was made, so that applying it would do more than it shows. */
export class StalePlanError extends PortcullisError {
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

/** A plan was applied in part; `cause` says why it stopped. Every step leaves a state that is safe to stay in. */
export class IncompleteApplyError extends PortcullisError {
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
