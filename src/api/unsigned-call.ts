import { parseJson } from '../internal/json.js';
import { answered, type FailedCall, unanswered, unreadable } from './failure.js';
import type { Input, OperationName, Output } from './operations.js';
import type { ServiceClock } from './service-clock.js';
import { NetworkFault, type Transport, type WireAnswer, type WireRequest } from './transport.js';

/** One call of one operation. */
export interface Call<Name extends OperationName> extends FailedCall {
  readonly operation: Name;
  readonly input: Input<Name>;
}

/** How a call is sent. */
export interface CallWay extends Pick<WireRequest, 'repeatable' | 'deadline'> {
  readonly transport: Transport;
  readonly clock: ServiceClock;
}

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * Sends an operation that needs no AWS credentials, once.
 *
 * @throws {ServiceError} when Cognito refuses.
 * @throws {ConnectionError} when no answer came, or none that can be read.
 * @throws {NotSentError} when the runtime does not let the program send it.
 */
export async function sendUnsigned<Name extends OperationName>(
  call: Call<Name>,
  { transport, clock, ...how }: CallWay,
): Promise<Output<Name>> {
  const { operation, input, address } = call;
  const headers = {
    'content-type': CONTENT_TYPE,
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  };
  const body = JSON.stringify(input);
  const learn = clock.begin();
  const answer = await transport
    .send({ method: 'POST', url: address, headers, body, ...how })
    .catch(thrown => {
      const fault = thrown instanceof NetworkFault ? thrown : new NetworkFault(thrown, false);
      throw transport.unsendable?.(fault.cause, operation) ?? unanswered(fault, call);
    });
  learn(answer);
  return readAnswer(answer, call) as Output<Name>;
}

function readAnswer({ status, headers, body }: WireAnswer, call: FailedCall): object {
  // Operations without an output answer nothing at all.
  const value = body === '' ? {} : parseJson(body, HAVE_DATES.has(call.operation) ? asDate : undefined);
  const isObject = typeof value === 'object' && value !== null;
  if (status === 200 && isObject) return value;
  if (status === 200) throw unreadable(status, call);
  const { __type, message, Message } = (isObject ? value : {}) as Readonly<Record<string, unknown>>;
  const named = headers['x-amzn-errortype'] ?? (typeof __type === 'string' ? __type : undefined);
  throw answered(
    {
      httpStatus: status,
      requestId: headers['x-amzn-requestid'],
      awsName: named && exceptionName(named),
      awsMessage: String(message ?? Message ?? ''),
    },
    call,
  );
}

/** The exception in `com.amazonaws…#NotAuthorizedException:http://…`, as services may write it. */
const exceptionName = (named: string): string | undefined => /(?:.*#)?([^#:,]+)/.exec(named)?.[1];

/** The operations whose answers hold dates, which are epoch seconds on the wire and `Date` in the AWS SDK's types. */
const HAVE_DATES: ReadonlySet<string> = new Set([
  'GetDevice',
  'ListDevices',
  'ListUserSessions',
  'ListWebAuthnCredentials',
]);

const asDate = (name: string, value: unknown): unknown =>
  typeof value === 'number' && /(Date|At)$/.test(name) ? new Date(value * 1000) : value;
