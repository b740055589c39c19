import { NotSentError } from '../errors/not-sent.js';

/** The error for a request that this runtime refuses to send. Undefined for any other failure. */
export function unsendable(cause: unknown, operation: string): NotSentError | undefined {
  const { code, message } = Object(cause) as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_CHAR') return unsendableHeader(message, { cause, operation });
  if (code !== 'ERR_ACCESS_DENIED') return undefined;
  const problem = `the runtime does not permit ${operation}: ${message}`;
  const advice = "Give the program the permission, such as Node's --allow-net.";
  return new NotSentError('PERMISSION_MISSING', problem, operation, { cause, advice });
}

/** These two headers hold AWS credentials. */
const OF_CREDENTIALS = /^(authorization|x-amz-security-token)$/i;

/** Node's message names the header and does not quote its value. */
function unsendableHeader(
  message: string,
  { cause, operation }: { readonly cause: unknown; readonly operation: string },
): NotSentError {
  const header = /\["([\w-]+)"\]/.exec(message)?.[1] ?? '';
  const advice = 'Look for line ends and letters outside ASCII.';
  const [code, whose] = OF_CREDENTIALS.test(header)
    ? (['CREDENTIALS_UNUSABLE', 'the AWS credentials have a character'] as const)
    : (['REQUEST_UNUSABLE', 'it has a character'] as const);
  const problem = `${operation} cannot be sent: ${whose} that the header ${header} cannot hold`;
  return new NotSentError(code, problem, operation, { cause, advice });
}
