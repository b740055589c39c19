import { TokenError } from '../../errors/token.js';
import type { Principal } from '../../verify/principal.js';
import { type GuardOptions, guardCore } from './guard.js';
import { LAMBDA_HTTP, type LambdaHttpEvent } from './lambda-event.js';
import type { GuardedRequest } from './request.js';
import type { Requirement } from './requirements.js';

/** The parts of an event that an authorizer reads: TOKEN or REQUEST of a REST API, or an HTTP API in payload format 1.0 or 2.0. */
export interface LambdaAuthorizerEvent extends LambdaHttpEvent {
  /** `TOKEN` brings a token alone, `REQUEST` a request. */
  readonly type: string;
  /** Format 2.0 has one. */
  readonly version?: string | undefined;
  readonly authorizationToken?: string | undefined;
  readonly methodArn?: string | undefined;
  /** Format 2.0. */
  readonly routeArn?: string | undefined;
}

/** What the integration finds in `requestContext.authorizer`, as text: gateways pass on nothing else. */
export type LambdaAuthorizerContext = Readonly<Record<'sub' | 'username' | 'groups' | 'scopes', string>>;

/** The answer to a REST API, and to an HTTP API that wants a policy. */
export interface LambdaPolicy {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  readonly context?: LambdaAuthorizerContext;
}

/** The answer to an HTTP API in payload format 2.0 with simple responses. */
export interface LambdaSimpleAnswer {
  readonly isAuthorized: boolean;
  readonly context?: LambdaAuthorizerContext;
}

/** How to authorize for a gateway. It writes the answers itself, so the guard's own are not asked for. */
export type LambdaAuthorizerOptions<Who extends Principal> = Omit<
  GuardOptions<Who>,
  'answer' | 'realm' | 'allowPreflights'
> & {
  /** Whether events of format 2.0 get a policy too. Default false: the API has simple responses enabled. */
  readonly policies?: boolean | undefined;
};

/**
 * A Lambda authorizer of API Gateway: a REST API's TOKEN or REQUEST, or an HTTP API's in either payload format.
 *
 * ```ts
 * import { requireScopes } from 'portcullis/http';
 * import { lambdaAuthorizer } from 'portcullis/http/lambda';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * export const handler = lambdaAuthorizer({ verifier }, requireScopes('invoices/read'));
 * ```
 *
 * Without a good token it throws `Unauthorized`, which the gateway answers with 401; a requirement that is not met denies,
 * which is 403. While no token can be verified it throws that error, which is 500. A policy allows the whole stage, because a
 * gateway keeps it for all routes of the same token.
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function lambdaAuthorizer<Who extends Principal>(
  { policies = false, ...options }: LambdaAuthorizerOptions<Who>,
  ...requirements: readonly Requirement<Who>[]
): (event: LambdaAuthorizerEvent) => Promise<LambdaPolicy | LambdaSimpleAnswer> {
  const guard = guardCore(options as unknown as GuardOptions<Who>);
  return async event => {
    const isSimple = event.version === '2.0' && !policies;
    const request = requestOf(event);
    try {
      const principal = await guard.admit(request, requirements);
      const context = contextOf(principal);
      return isSimple ? { isAuthorized: true, context } : policyOf(event, 'Allow', principal.sub, context);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      // The very text that gateways answer with 401.
      if (error.status === 401) throw new Error('Unauthorized', { cause: error });
      return isSimple ? { isAuthorized: false } : policyOf(event, 'Deny', 'refused');
    }
  };
}

/** A `TOKEN` event brings the header's value alone. */
const requestOf = (event: LambdaAuthorizerEvent): GuardedRequest =>
  event.authorizationToken === undefined
    ? LAMBDA_HTTP.requestOf(event)
    : { headers: { authorization: event.authorizationToken } };

const contextOf = ({ sub, username, groups, scopes }: Principal): LambdaAuthorizerContext => ({
  sub,
  username,
  groups: groups.join(','),
  scopes: scopes.join(' '),
});

function policyOf(
  { methodArn, routeArn = '' }: LambdaAuthorizerEvent,
  effect: 'Allow' | 'Deny',
  principalId: string,
  context?: LambdaAuthorizerContext,
): LambdaPolicy {
  // arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}
  const [api = '', stage = ''] = (methodArn ?? routeArn).split('/');
  const statement = {
    Action: 'execute-api:Invoke',
    Effect: effect,
    Resource: `${api}/${stage}/*`,
  } as const;
  const policyDocument = { Version: '2012-10-17', Statement: [statement] } as const;
  return { principalId, policyDocument, ...(context && { context }) };
}
