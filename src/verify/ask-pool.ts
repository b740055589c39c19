import { ConnectionError } from '../errors/connection.js';
import { endsSession } from '../errors/ends-session.js';
import { redact } from '../errors/redact.js';
import { NotAuthorizedError } from '../errors/service.js';
import { serviceError } from '../errors/service-error.js';
import { parseJson } from '../internal/json.js';
import { within } from '../internal/within.js';
import { type Fetched, fetched, reasonOf } from './fetching.js';

const OPERATION = 'GetUser';
/** A user has at most 50 custom attributes of 2,048 characters. */
const MOST_BYTES = 1_048_576;

/**
 * Asks a pool whether an access token counts no more.
 *
 * @throws {ServiceError | ConnectionError} when nothing can be said about it.
 */
export async function countsNoMore(token: string, address: string, timeoutMs: number): Promise<boolean> {
  const late = () =>
    new ConnectionError('TIMED_OUT', `${address} did not answer within ${timeoutMs} ms`, address);
  const answer = await within(timeoutMs, signal => getUser(address, token, signal), late).catch(error => {
    if (error instanceof ConnectionError) throw error;
    throw new ConnectionError('CONNECTION_FAILED', `cannot reach ${address} (${reasonOf(error)})`, address);
  });
  return meansRevoked(answer, address, token);
}

function getUser(address: string, token: string, signal: AbortSignal): Promise<Fetched> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${OPERATION}`,
  };
  const body = JSON.stringify({ AccessToken: token });
  const request = () => fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal });
  return fetched(request, MOST_BYTES);
}

/** @throws {ServiceError | ConnectionError} when that says nothing about the token. */
function meansRevoked({ response, text }: Fetched, address: string, token: string): boolean {
  const { Username, __type, message }: Readonly<Record<string, unknown>> = Object(parseJson(text));
  // Not any 200 will do: a proxy's page must not pass for Cognito's word.
  if (response.ok && typeof Username === 'string') return false;
  if (typeof __type !== 'string')
    throw new ConnectionError(
      'UNREADABLE_ANSWER',
      `${address} answered ${OPERATION} with status ${response.status} and a body that is not Cognito's JSON`,
      address,
    );
  const refusal = serviceError({
    operation: OPERATION,
    awsName: __type.replace(/^.*#/, ''),
    awsMessage: typeof message === 'string' ? redact(message, [token]) : '',
    httpStatus: response.status,
  });
  // A refusal in words that are new to this version must not let a token in.
  if (refusal instanceof NotAuthorizedError || endsSession(refusal)) return true;
  throw refusal;
}
