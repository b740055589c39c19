import { ConnectionError, type PortcullisError } from '../errors/index.js';
import { redact, secretsIn } from '../errors/redact.js';
import { serviceError } from '../errors/service-error.js';

/** What the AWS SDK throws, as far as it is of use here. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** The call that failed. */
export interface FailedCall {
  readonly operation: string;
  readonly input: unknown;
  readonly address: string;
  readonly timeoutMs: number;
}

/** Turns what the AWS SDK threw into one of our errors, with every secret of the request taken out of its words. */
export function failure(thrown: unknown, call: FailedCall): PortcullisError {
  const cause = withoutSecrets(thrown as SdkError, secretsIn(call.input));
  if (cause.$fault || cause.name === 'CredentialsProviderError') return refusal(cause, call);
  if (cause.$metadata?.httpStatusCode !== undefined) return unreadable(cause.$metadata.httpStatusCode, call);
  const { address } = call;
  return new ConnectionError(
    'CONNECTION_FAILED',
    `cannot reach ${address}${cause.code ? ` (${cause.code})` : ''}`,
    address,
    {
      cause,
      advice: 'Check the endpoint, the region of the user pool and the network.',
    },
  );
}

/** The call's own time ran out. */
export const timeout = ({ operation, address, timeoutMs }: FailedCall): ConnectionError =>
  new ConnectionError('TIMED_OUT', `${address} did not answer ${operation} within ${timeoutMs} ms`, address);

function refusal(cause: SdkError, { operation }: FailedCall): PortcullisError {
  return serviceError({
    operation,
    awsName: cause.name,
    awsMessage: cause.message,
    httpStatus: cause.$metadata?.httpStatusCode,
    requestId: cause.$metadata?.requestId,
    cause,
  });
}

/** The parser's own error is left out: it quotes the body, and the body may hold tokens. */
function unreadable(status: number, { operation, address }: FailedCall): PortcullisError {
  return new ConnectionError(
    'UNREADABLE_ANSWER',
    `${address} answered ${operation} with status ${status} and a body that is not Cognito's JSON`,
    address,
    { advice: 'Check that the endpoint is a Cognito user pool API, with no proxy page in between.' },
  );
}

function withoutSecrets(error: SdkError, secrets: readonly string[]): SdkError {
  error.message = redact(error.message, secrets);
  if (error.stack) error.stack = redact(error.stack, secrets);
  return error;
}
