/**
 * Guards for AWS Lambda behind a function URL, an API Gateway or CloudFront.
 *
 * @module
 */
import type { Principal } from '../verify/principal.js';
import { type EventGuard, eventGuard } from './core/event-guard.js';
import type { GuardOptions } from './core/guard.js';
import { LAMBDA_EDGE, type LambdaEdgeEvent, type LambdaEdgeResult } from './core/lambda-edge-event.js';
import { LAMBDA_HTTP, type LambdaHttpEvent, type LambdaHttpResult } from './core/lambda-event.js';

export type { EventGuard } from './core/event-guard.js';
export {
  type LambdaAuthorizerContext,
  type LambdaAuthorizerEvent,
  type LambdaAuthorizerOptions,
  type LambdaPolicy,
  type LambdaSimpleAnswer,
  lambdaAuthorizer,
} from './core/lambda-authorizer.js';
export type { LambdaEdgeEvent, LambdaEdgeResult } from './core/lambda-edge-event.js';
export type { LambdaHttpEvent, LambdaHttpResult } from './core/lambda-event.js';

/** Makes a handler that calls another when the requirements are met. The context follows. */
export type LambdaGuard<Who extends Principal = Principal> = EventGuard<
  Who,
  LambdaHttpEvent,
  LambdaHttpResult
>;

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
export const lambdaGuard = <Who extends Principal>(options: GuardOptions<Who>): LambdaGuard<Who> =>
  eventGuard(options, LAMBDA_HTTP);

/** Makes a handler of CloudFront's events that calls another when the requirements are met. The context follows. */
export type LambdaEdgeGuard<Who extends Principal = Principal> = EventGuard<
  Who,
  LambdaEdgeEvent,
  LambdaEdgeResult
>;

/**
 * A guard for Lambda@Edge, on viewer requests or origin requests. The handler returns the request that goes on to the
 * origin, or an answer of its own.
 *
 * ```ts
 * import type { CloudFrontRequestEvent } from 'aws-lambda';
 * import { lambdaEdgeGuard } from 'portcullis/http/lambda';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = lambdaEdgeGuard({ verifier });
 *
 * export const handler = guard(async (event: CloudFrontRequestEvent) => event.Records[0]?.cf.request);
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export const lambdaEdgeGuard = <Who extends Principal>(options: GuardOptions<Who>): LambdaEdgeGuard<Who> =>
  eventGuard(options, LAMBDA_EDGE);
