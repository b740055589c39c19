/** Handlers of Lambda, as the types of AWS have them, for each kind of event that an API sends. */
import type {
  ALBHandler,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  Context,
  LambdaFunctionURLHandler,
} from 'aws-lambda';
import { requireGroups } from 'portcullis/http';
import { lambdaGuard } from 'portcullis/http/lambda';
import { TokenVerifier } from 'portcullis/verify';

const verifier = new TokenVerifier({
  userPoolId: 'eu-west-1_AbCdEf123',
  clientId: 'app',
  tokenUse: 'access',
});
const guard = lambdaGuard({ verifier });

export const restApi: APIGatewayProxyHandler = guard(async ({ pathParameters }, { username }) => ({
  statusCode: 200,
  body: `${username} asks for ${pathParameters?.id}`,
}));

export const httpApi: APIGatewayProxyHandlerV2 = guard(
  async ({ rawPath }, { username }) => ({ statusCode: 200, body: `${username} asks for ${rawPath}` }),
  requireGroups('admins'),
);

export const functionUrl: LambdaFunctionURLHandler = guard(async (_, { username }) => ({
  statusCode: 200,
  body: username,
}));

export const loadBalancer: ALBHandler = guard(async ({ path }) => ({ statusCode: 200, body: path }));

export const withContext = guard(
  async (event: APIGatewayProxyEvent, { groups }, context: Context): Promise<APIGatewayProxyResult> => ({
    statusCode: 200,
    body: `${event.path} ${groups.length} ${context.awsRequestId}`,
  }),
);

export const partlyPublic: APIGatewayProxyHandler = guard.except(
  ['GET /health'],
  async (event, principal) => ({
    statusCode: 200,
    body: `${event.path} ${principal?.username}`,
  }),
);

export const ofEither = guard(async (event: APIGatewayProxyEvent | APIGatewayProxyEventV2, principal) => ({
  statusCode: 200,
  body: 'path' in event ? event.path : `${event.rawPath} ${principal.username}`,
}));

// @ts-expect-error Headers are texts by their names.
guard(async (event: { readonly headers: number }) => event.headers);
