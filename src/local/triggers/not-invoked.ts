import { CognitoException } from '../internal/exception.js';

/** A function could not be invoked, or did not answer in time: it has thrown nothing itself. */
export class NotInvoked extends Error {}

/** What the service says of it. */
export const unexpectedLambda = (trigger: string, { message }: NotInvoked) =>
  new CognitoException('UnexpectedLambdaException', `${trigger} invocation failed due to error ${message}.`);
