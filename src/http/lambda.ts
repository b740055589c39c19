/**
 * Guards for AWS Lambda behind a function URL or an API Gateway.
 *
 * @module
 */
import type { Principal } from '../verify/principal.js';
import type { HttpAnswer } from './core/answer.js';
import { type GuardOptions, guardCore } from './core/guard.js';
import { publicRoutes } from './core/public-routes.js';
import type { GuardedRequest } from './core/request.js';
import type { Requirement } from './core/requirements.js';

export {
  type LambdaAuthorizerContext,
  type LambdaAuthorizerEvent,
  type LambdaAuthorizerOptions,
  type LambdaPolicy,
  type LambdaSimpleAnswer,
  lambdaAuthorizer,
} from './core/lambda-authorizer.js';

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

/** Makes a handler that calls another when the requirements are met. The context follows. */
export interface LambdaGuard<Who extends Principal = Principal> {
  <Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
    handler: (event: Event, principal: Who, ...rest: Rest) => Promise<Result>,
    ...requirements: readonly Requirement<Who>[]
  ): (event: Event, ...rest: Rest) => Promise<Result | LambdaHttpResult>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`, where there is no principal. */
  except<Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
    routes: readonly string[],
    handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
    ...requirements: readonly Requirement<Who>[]
  ): (event: Event, ...rest: Rest) => Promise<Result | LambdaHttpResult>;
  /** Refuses no one: for a visitor, the principal is undefined. */
  optional<Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
    handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
  ): (event: Event, ...rest: Rest) => Promise<Result | LambdaHttpResult>;
}

/**
 * A guard for Lambda handlers. It passes the principal to the handler, after the event.
 *
 * ```ts
 * import { lambdaGuard } from 'portcullis/http/lambda';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = lambdaGuard({ verifier });
 *
 * export const handler = guard(async (_, { username }) => ({ statusCode: 200, body: `Good morning, ${username}` }));
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function lambdaGuard<Who extends Principal>(options: GuardOptions<Who>): LambdaGuard<Who> {
  const guard = guardCore(options);
  const guarded =
    <Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
      handler: (event: Event, principal: Who, ...rest: Rest) => Promise<Result>,
      ...requirements: readonly Requirement<Who>[]
    ) =>
    async (event: Event, ...rest: Rest): Promise<Result | LambdaHttpResult> => {
      const request = requestOf(event);
      let principal: Who;
      try {
        principal = await guard.admit(request, requirements);
      } catch (error) {
        return resultOf(guard.answerTo(error, request));
      }
      return handler(event, principal, ...rest);
    };
  const except = <Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
    routes: readonly string[],
    handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
    ...requirements: readonly Requirement<Who>[]
  ) => {
    const isPublic = publicRoutes(routes);
    const closed = guarded(handler, ...requirements);
    return async (event: Event, ...rest: Rest): Promise<Result | LambdaHttpResult> =>
      guard.passes(requestOf(event)) || isPublic(...routeOf(event))
        ? handler(event, undefined, ...rest)
        : closed(event, ...rest);
  };
  const optional =
    <Event extends LambdaHttpEvent, Rest extends readonly unknown[], Result>(
      handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
    ) =>
    async (event: Event, ...rest: Rest): Promise<Result | LambdaHttpResult> => {
      const request = requestOf(event);
      let principal: Who | undefined;
      try {
        principal = await guard.optional(request);
      } catch (error) {
        return resultOf(guard.answerTo(error, request));
      }
      return handler(event, principal, ...rest);
    };
  return Object.assign(guarded, { except, optional });
}

const resultOf = ({ status, headers, body }: HttpAnswer): LambdaHttpResult => ({
  statusCode: status,
  headers: { ...headers },
  body,
});

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
