import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import { fromQuery, requireScopes } from 'portcullis/http';
import { lambdaAuthorizer } from 'portcullis/http/lambda';
import { TokenVerifier } from 'portcullis/verify';
import { access, POOL, prepareAttacks, REFUSED_BY_BOTH, REFUSED_HERE } from '../helpers/attack-tokens.js';

const API = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/prod';
const ARN = `${API}/GET/invoices/7`;
let verifier: TokenVerifier<'access'>;
let genuine: string;

beforeAll(async () => {
  const prepared = await prepareAttacks();
  genuine = prepared.genuine;
  const jwks = prepared.jwks as never;
  verifier = new TokenVerifier({ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks });
});

const tokenEvent = (authorizationToken: string): APIGatewayTokenAuthorizerEvent => ({
  type: 'TOKEN',
  methodArn: ARN,
  authorizationToken,
});
const formatOne = (authorization?: string) =>
  ({
    type: 'REQUEST',
    methodArn: ARN,
    headers: authorization === undefined ? null : { Authorization: authorization },
    multiValueHeaders: authorization === undefined ? null : { Authorization: [authorization] },
  }) as unknown as APIGatewayRequestAuthorizerEvent;
const formatTwo = (authorization?: string) =>
  ({
    version: '2.0',
    type: 'REQUEST',
    routeArn: ARN,
    headers: { authorization },
  }) as unknown as APIGatewayRequestAuthorizerEventV2;

const policy = (effect: 'Allow' | 'Deny') => ({
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: `${API}/*` }],
  },
});
const context = { username: 'ada', groups: 'clerks,admins', scopes: 'openid invoices/read' };
const good = () => access({ 'cognito:groups': ['clerks', 'admins'], scope: 'openid invoices/read' });

describe.each([
  ['TOKEN', tokenEvent, false],
  ['REQUEST in format 1.0', formatOne, false],
  ['REQUEST in format 2.0', formatTwo, true],
] as const)('a Lambda authorizer with %s', (_, eventOf, isSimple) => {
  const authorize = (authorization: string) =>
    lambdaAuthorizer({ verifier }, requireScopes('invoices/read'))(eventOf(authorization));

  test('allows who has what is required, and says who it is', async () => {
    const answer = await authorize(`Bearer ${await good()}`);
    expect(answer).toMatchObject(isSimple ? { isAuthorized: true } : policy('Allow'));
    expect(answer.context).toMatchObject(context);
    for (const value of Object.values(answer.context ?? {})) expect(typeof value).toBe('string');
  });

  test('denies who has not', async () => {
    const answer = await authorize(`Bearer ${genuine}`);
    expect(answer).toMatchObject(isSimple ? { isAuthorized: false } : policy('Deny'));
    expect(answer).not.toHaveProperty('context');
  });

  test('throws what gateways answer with 401, for every token of the attack table', async () => {
    const attacks = [...REFUSED_BY_BOTH, ...REFUSED_HERE].filter(([name]) => name !== 'whitespace before');
    for (const [name, make] of attacks) {
      const outcome = await authorize(`Bearer ${await make()}`).catch((error: Error) => error.message);
      expect([name, outcome]).toEqual([name, 'Unauthorized']);
    }
    for (const other of ['', 'Basic YWRhOnB3', genuine])
      await expect(authorize(other)).rejects.toThrow(/^Unauthorized$/);
  });
});

test('a policy answers format 2.0 where the API wants one', async () => {
  const authorize = lambdaAuthorizer({ verifier, policies: true });
  expect(await authorize(formatTwo(`Bearer ${genuine}`))).toMatchObject(policy('Allow'));
});

test('no token, and an outage, allow no one', async () => {
  await expect(lambdaAuthorizer({ verifier })(formatOne())).rejects.toThrow(/^Unauthorized$/);
  const away = { verify: () => Promise.reject(new Error('no network')) };
  const authorize = lambdaAuthorizer({ verifier: away });
  await expect(authorize(formatTwo(`Bearer ${genuine}`))).rejects.toMatchObject({
    code: 'VERIFICATION_UNAVAILABLE',
  });
});

test('the token of a WebSocket comes in the query, and the log knows what was asked for', async () => {
  const log: unknown[] = [];
  const authorize = lambdaAuthorizer({
    verifier,
    token: fromQuery('token'),
    onRefusal: ({ refusal, path }) => void log.push([refusal.code, path]),
  });
  const connect = (token: string, more: object = {}) => ({
    ...formatOne(),
    ...{ path: '/socket', httpMethod: 'GET', queryStringParameters: { token }, ...more },
  });
  expect(await authorize(connect(genuine))).toMatchObject(policy('Allow'));
  const twice = connect(genuine, { multiValueQueryStringParameters: { token: [genuine, genuine] } });
  for (const event of [connect('x'), twice]) await expect(authorize(event)).rejects.toThrow(/^Unauthorized$/);
  expect(log).toEqual([
    ['INVALID_TOKEN', '/socket'],
    ['INVALID_TOKEN', '/socket'],
  ]);
});
