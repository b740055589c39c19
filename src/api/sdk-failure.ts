import type {
  $Command,
  CognitoIdentityProviderClientResolvedConfig as Config,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PortcullisError } from '../errors/base.js';
import { NotSentError } from '../errors/not-sent.js';
import { copyError } from '../internal/copy-error.js';
import { CredentialsFault } from './credentials.js';
import { answered, type FailedCall, unanswered } from './failure.js';
import { neverConnected } from './never-connected.js';
import type { Tries } from './repetition.js';
import { NetworkFault } from './transport.js';
import { unsendable } from './unsendable.js';

/** What the AWS SDK throws, as far as it is of use here. */
interface SdkError extends Error {
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** How far a command got. */
export interface Sending {
  /** Whether it is with the network now. */
  isOut: boolean;
  /** What came up on the network or in the answer. Absent where nothing was handed to the network. */
  error?: PortcullisError;
}

/**
 * Follows a command, to tell a fault before it was sent from one after: the SDK fetches credentials and signs before
 * this step. The error is read as it comes, since the SDK's retries wrap what they do not take for an error.
 */
export function follow<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: $Command<Input, Output, Config, ServiceInputTypes, ServiceOutputTypes>,
  call: FailedCall,
  tries: Tries,
): Sending {
  const sending: Sending = { isOut: false };
  command.middlewareStack.add(
    next => async args => {
      sending.isOut = true;
      try {
        return await next(args);
      } catch (thrown) {
        sending.isOut = false;
        sending.error = failure(thrown, call);
        if (tries.mayFollow(sending.error)) throw thrown;
        // The SDK's retries leave alone what they do not know.
        throw new Error('not to be sent again');
      }
    },
    { step: 'deserialize', priority: 'high', name: 'portcullisSending' },
  );
  return sending;
}

/** The error of a command that ended so, or that was not waited for any longer. */
export function failed(
  thrown: unknown,
  call: FailedCall,
  { isOut, error = notSent(thrown, call.operation) }: Sending,
  tries: Tries,
): PortcullisError {
  if (!isOut) return error;
  const lost = unanswered(new NetworkFault(thrown, true), call);
  tries.mayFollow(lost);
  return lost;
}

/** Turns what the AWS SDK threw after the request was handed to the network into one of our errors. */
function failure(thrown: unknown, call: FailedCall): PortcullisError {
  const cause = withoutResponse(thrown);
  const { $fault, $metadata, name, message }: Partial<SdkError> = Object(cause);
  const { httpStatusCode: httpStatus, requestId } = $metadata ?? {};
  if (httpStatus === undefined)
    return (
      unsendable(cause, call.operation) ?? unanswered(new NetworkFault(cause, !neverConnected(cause)), call)
    );
  // `Unknown` is the SDK's own word, for an answer that names no exception.
  if (!$fault || name === 'Unknown') return answered({ httpStatus }, call);
  return answered({ httpStatus, requestId, awsName: name, awsMessage: message, cause }, call);
}

/** The SDK keeps the HTTP response on its errors, and with it the request's headers. It cannot be taken away there. */
export function withoutResponse(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('$response' in thrown)) return thrown;
  return copyError(thrown, ({ $response: _, ...own }) => own);
}

/** What went wrong while the SDK looked for AWS credentials, chose the address, or signed. */
export function notSent(thrown: unknown, operation: string): NotSentError {
  if (thrown instanceof CredentialsFault) return withoutCredentials(thrown.cause, thrown.message, operation);
  const { name, message = String(thrown), $fault }: Partial<SdkError> = Object(thrown);
  // A service that refuses this early is one that was asked for credentials.
  if (name === 'CredentialsProviderError' || $fault) return withoutCredentials(thrown, message, operation);
  const problem = `${operation} cannot be sent: ${message}`;
  return (
    unsendable(thrown, operation) ??
    new NotSentError('REQUEST_UNUSABLE', problem, operation, { cause: thrown })
  );
}

function withoutCredentials(cause: unknown, problem: string, operation: string): NotSentError {
  const [code, advice] =
    Object(cause).name === 'CredentialsProviderError'
      ? (['CREDENTIALS_MISSING', 'Pass credentials, or set up the default provider chain.'] as const)
      : (['CREDENTIALS_UNUSABLE', 'Check what fetches the AWS credentials.'] as const);
  return new NotSentError(code, `${operation} needs AWS credentials: ${problem}`, operation, {
    cause,
    advice,
  });
}
