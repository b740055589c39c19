import type { ServiceErrorCode } from './codes.js';
import type { ServiceError, ServiceErrorDetails } from './service.js';

type ErrorClass<Code extends ServiceErrorCode> = new (
  details: ServiceErrorDetails<Code>,
) => ServiceError<Code>;

/** What a refusal is called here, and what to do about it. */
export interface ErrorMeaning {
  readonly code: ServiceErrorCode;
  readonly advice?: string;
}

/** What one exception of Cognito becomes. Its own code is for the messages that no reason matches. */
export interface ErrorRow extends ErrorMeaning {
  readonly error: new (details: ServiceErrorDetails<never>) => ServiceError;
  /** Reasons that share the exception and differ in their message. The first that matches wins. */
  readonly reasons: readonly (ErrorMeaning & { readonly message: RegExp })[];
}

type Reason<Code> = readonly [message: RegExp, code: Code, advice?: string];

/** Ties an exception's codes to those that its class declares. */
export const refusal = <Code extends ServiceErrorCode>(
  error: ErrorClass<Code>,
  code: NoInfer<Code>,
  advice?: string,
  reasons: readonly Reason<NoInfer<Code>>[] = [],
): ErrorRow => ({
  error,
  ...meaning(code, advice),
  reasons: reasons.map(([message, itsCode, itsAdvice]) => ({ message, ...meaning(itsCode, itsAdvice) })),
});

const meaning = (code: ServiceErrorCode, advice: string | undefined): ErrorMeaning =>
  advice === undefined ? { code } : { code, advice };
