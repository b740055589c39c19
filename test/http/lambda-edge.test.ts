import type { CloudFrontRequestEvent, CloudFrontRequestHandler } from 'aws-lambda';
import { lambdaEdgeGuard } from 'portcullis/http/lambda';
import { TokenVerifier } from 'portcullis/verify';
import { POOL, prepareAttacks } from '../helpers/attack-tokens.js';

let handler: CloudFrontRequestHandler;
let genuine: string;

beforeAll(async () => {
  const prepared = await prepareAttacks();
  genuine = prepared.genuine;
  const jwks = prepared.jwks as never;
  const verifier = new TokenVerifier({ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks });
  const guard = lambdaEdgeGuard({ verifier, realm: 'invoices' });
  handler = guard(async (event: CloudFrontRequestEvent, { sub }) => {
    const { request } = event.Records[0]!.cf;
    request.headers['x-user'] = [{ key: 'X-User', value: sub }];
    return request;
  });
});

/** As CloudFront documents a viewer request. */
const viewerRequest = (headers: Record<string, string[]> = {}): CloudFrontRequestEvent => ({
  Records: [
    {
      cf: {
        config: {
          distributionDomainName: 'd111111abcdef8.cloudfront.net',
          distributionId: 'EDFDVBD6EXAMPLE',
          eventType: 'viewer-request',
          requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
        },
        request: {
          clientIp: '203.0.113.178',
          method: 'GET',
          uri: '/invoices/7',
          querystring: 'page=2',
          headers: Object.fromEntries(
            Object.entries(headers).map(([key, values]) => [
              key.toLowerCase(),
              values.map(value => ({ key, value })),
            ]),
          ),
        },
      },
    },
  ],
});
const answerTo = async (headers?: Record<string, string[]>) =>
  handler(viewerRequest(headers), {} as never, () => {});

test('a request with a good token goes on to the origin', async () => {
  expect(await answerTo({ Authorization: [`Bearer ${genuine}`] })).toMatchObject({
    uri: '/invoices/7',
    querystring: 'page=2',
    headers: { 'x-user': [{ value: expect.stringMatching(/^[\w-]{36}$/) }] },
  });
});

test('any other is answered as CloudFront wants its answers', async () => {
  for (const headers of [{}, { Authorization: ['Basic YTpi'] }])
    expect(await answerTo(headers)).toEqual({
      status: '401',
      statusDescription: 'Unauthorized',
      headers: {
        'content-type': [{ key: 'content-type', value: 'application/problem+json' }],
        'cache-control': [{ key: 'cache-control', value: 'no-store' }],
        'www-authenticate': [{ key: 'www-authenticate', value: 'Bearer realm="invoices"' }],
      },
      bodyEncoding: 'text',
      body: expect.stringContaining('MISSING_AUTHORIZATION'),
    });
  for (const tokens of [[`Bearer ${genuine}x`], [`Bearer ${genuine}`, `Bearer ${genuine}`]])
    expect(await answerTo({ Authorization: tokens })).toMatchObject({ status: '401' });
});
