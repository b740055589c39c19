import type { EventFormat } from './event-guard.js';
import type { GuardedRequest } from './request.js';

type Fields<Value> = Readonly<Record<string, Value | undefined>> | null | undefined;

// `object` allows the contexts of format 1.0, which lack these members.
type RequestContext = object & { readonly http?: { readonly method: string } | undefined };

/** The parts of an event that a guard reads, in payload format 1.0 or 2.0. */
export interface LambdaHttpEvent {
  readonly headers?: Fields<string>;
  /** Format 1.0. */
  readonly multiValueHeaders?: Fields<readonly string[]>;
  /** Format 2.0, each as `name=value`. */
  readonly cookies?: readonly string[] | undefined;
  /** Format 2.0. */
  readonly rawPath?: string | undefined;
  readonly requestContext?: RequestContext | undefined;
  /** Format 2.0. */
  readonly rawQueryString?: string | undefined;
  /** Format 1.0. */
  readonly queryStringParameters?: Fields<string>;
  /** Format 1.0. */
  readonly multiValueQueryStringParameters?: Fields<readonly string[]>;
  /** Format 1.0. */
  readonly path?: string | undefined;
  /** Format 1.0. */
  readonly httpMethod?: string | undefined;
}

/** The answer of a guard, in either format. */
export interface LambdaHttpResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Format 2.0 takes the cookies out of the headers; format 1.0 has all values of a header in a second object. */
function requestOf(event: LambdaHttpEvent): GuardedRequest {
  const { headers, multiValueHeaders, cookies } = event;
  const fields = { ...headers, ...multiValueHeaders };
  const [method, path] = routeOf(event);
  return {
    headers: cookies ? { ...fields, cookie: cookies.join('; ') } : fields,
    method,
    url: `${path}?${queryOf(event)}`,
  };
}

function queryOf(event: LambdaHttpEvent): string {
  const { rawQueryString, queryStringParameters, multiValueQueryStringParameters } = event;
  if (rawQueryString !== undefined) return rawQueryString;
  const entries = Object.entries({ ...queryStringParameters, ...multiValueQueryStringParameters });
  const pairs = entries.flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  return new URLSearchParams(pairs).toString();
}

const routeOf = ({ requestContext, httpMethod, rawPath, path }: LambdaHttpEvent): [string, string] => [
  requestContext?.http?.method ?? httpMethod ?? '',
  rawPath ?? path ?? '',
];

export const LAMBDA_HTTP: EventFormat<LambdaHttpEvent, LambdaHttpResult> = {
  requestOf,
  routeOf,
  resultOf: ({ status, headers, body }) => ({ statusCode: status, headers: { ...headers }, body }),
};
