import type { ServiceErrorCode } from './codes.js';
import type { ServiceError, ServiceErrorDetails } from './service.js';

type ErrorClass<Code extends ServiceErrorCode> = new (
  details: ServiceErrorDetails<Code>,
) => ServiceError<Code>;

/** What one exception of Cognito becomes. Its own code is for the messages that no reason matches. */
export interface ErrorRow {
  readonly error: new (details: ServiceErrorDetails<never>) => ServiceError;
  readonly code: ServiceErrorCode;
  /** Reasons that share the exception and differ in their message. The first that matches wins. */
  readonly reasons: readonly ErrorReason[];
}

/** A reason by its message, and its code. */
export type ErrorReason<Code extends ServiceErrorCode = ServiceErrorCode> = readonly [
  message: RegExp,
  code: Code,
];

/** Ties an exception's codes to those that its class declares. */
/* @__NO_SIDE_EFFECTS__ */
export function refusal<Code extends ServiceErrorCode>(
  error: ErrorClass<Code>,
  code: NoInfer<Code>,
  reasons: readonly ErrorReason<NoInfer<Code>>[] = [],
): ErrorRow {
  return { error, code, reasons };
}
