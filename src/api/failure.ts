import { ConnectionError } from '../errors/connection.js';
import { redact, secretsIn, withoutSecrets } from '../errors/redact.js';
import type { ServiceError } from '../errors/service.js';
import { serviceError } from '../errors/service-error.js';
import type { NetworkFault } from './transport.js';

/** The call that failed. */
export interface FailedCall {
  readonly operation: string;
  readonly input: unknown;
  readonly address: string;
}

/** An answer that is no success, as far as it could be read. */
export interface FailedAnswer {
  readonly httpStatus: number;
  /** The exception's name. Undefined where the answer names none, such as an empty one or a proxy's page. */
  readonly awsName?: string | undefined;
  readonly awsMessage?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** The error for an answer, whatever carried it, with every secret of the request taken out of its words. */
export function answered(answer: FailedAnswer, call: FailedCall): ServiceError | ConnectionError {
  const { awsName, awsMessage = '', cause, ...rest } = answer;
  if (awsName === undefined) return unreadable(answer.httpStatus, call);
  const secrets = secretsIn(call.input);
  return serviceError({
    ...rest,
    operation: call.operation,
    awsName,
    awsMessage: redact(awsMessage, secrets),
    cause: withoutSecrets(cause, secrets),
  });
}

/** The parser's own error is left out: it quotes the body, and the body may hold tokens. */
export function unreadable(status: number, { operation, address }: FailedCall): ConnectionError {
  return new ConnectionError(
    'UNREADABLE_ANSWER',
    `${address} answered ${operation} with status ${status} and a body that is not Cognito's JSON`,
    address,
    {
      httpStatus: status,
      // Whatever else answers so, such as a proxy, has not passed the call on.
      mayHaveSucceeded: status === 200 || status >= 500,
      advice: 'Check that the endpoint is a Cognito user pool API, with no proxy page in between.',
    },
  );
}

/** The error for a request that was handed to the network and got no answer. */
export function unanswered({ cause, mayHaveArrived }: NetworkFault, call: FailedCall): ConnectionError {
  const { code } = Object(cause) as NodeJS.ErrnoException;
  const { address } = call;
  const reason = code ? ` (${code})` : '';
  return new ConnectionError(
    'CONNECTION_FAILED',
    mayHaveArrived ? `the answer of ${address} was lost${reason}` : `cannot reach ${address}${reason}`,
    address,
    {
      mayHaveSucceeded: mayHaveArrived,
      cause: withoutSecrets(cause, secretsIn(call.input)),
      advice: 'Check the endpoint, the region of the user pool and the network.',
    },
  );
}

/** The call's own time ran out. */
export const timeout = ({ operation, address }: FailedCall, timeoutMs: number): ConnectionError =>
  new ConnectionError('TIMED_OUT', `${address} did not answer ${operation} within ${timeoutMs} ms`, address);
