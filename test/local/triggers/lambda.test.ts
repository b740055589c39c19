import { createDecipheriv } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LocalPool } from 'portcullis/local';
import type { SeededPoolOptions } from '../../../src/local/options.js';
import { startSeededPool } from '../../../src/local/start.js';
import { closeAfterEach, closing, PASSWORD } from '../../helpers/pool.js';
import { refusalOf, sdkFor } from '../../helpers/sdk.js';
import { timeLimits } from '../../helpers/triggers.js';

closeAfterEach();

const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

// biome-ignore lint/suspicious/noExplicitAny: an event as JSON has it.
type Event = any;
type Answer = (event: Event, response: ServerResponse) => unknown;

let server: Server;
let endpoint: string;
let answer: Answer;
let invoked: { path: string | undefined; event: Event }[];

beforeEach(async () => {
  invoked = [];
  answer = event => event;
  server = createServer(async (request: IncomingMessage, response) => {
    const event = JSON.parse(await text(request));
    invoked.push({ path: request.url, event });
    const answered = await answer(event, response);
    if (answered !== undefined) response.end(JSON.stringify(answered));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function poolWith(LambdaConfig: object, options: SeededPoolOptions = {}): Promise<LocalPool> {
  const seed = { clients: [{ clientId: 'app' }], LambdaConfig };
  return closing(await startSeededPool({ seed, lambda: { endpoint }, ...options }, 'seed'));
}

const signUp = (pool: LocalPool, Username = 'ada') =>
  sdkFor(pool).signUp({
    ClientId: 'app',
    Username,
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
  });

test('a function is invoked by its name, and what it answers counts', async () => {
  answer = event => ({ ...event, response: { ...event.response, autoConfirmUser: true } });
  const pool = await poolWith({ PreSignUp: `${arnOf('pre-sign-up')}:live` });
  expect((await signUp(pool)).UserConfirmed).toBe(true);
  expect(invoked).toEqual([
    {
      path: '/2015-03-31/functions/pre-sign-up/invocations?Qualifier=live',
      event: expect.objectContaining({ triggerSource: 'PreSignUp_SignUp', userName: 'ada' }),
    },
  ]);
});

test.each([
  ['V2_0', '2'],
  ['V3_0', '3'],
])('an ARN may have an address of its own, and %s of the event', async (LambdaVersion, version) => {
  answer = event => {
    event.response.claimsAndScopeOverrideDetails = {
      accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'blue' } },
    };
    return event;
  };
  const LambdaArn = arnOf('tokens');
  const pool = await poolWith(
    { PreTokenGenerationConfig: { LambdaVersion, LambdaArn } },
    { lambda: { urls: { [LambdaArn]: `${endpoint}/here` } } },
  );
  pool.users.add({ username: 'ada', password: PASSWORD });
  const { accessToken } = await pool.tokensFor('ada');
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  expect(claims.tenant).toBe('blue');
  expect(invoked).toEqual([{ path: '/here', event: expect.objectContaining({ version }) }]);
});

test('what a function throws, and one that is not there, are told as the service tells them', async () => {
  const pool = await poolWith({ PreSignUp: arnOf('pre-sign-up') });
  const failures: [Answer, string, string][] = [
    [
      (_event, response) => {
        response.setHeader('x-amz-function-error', 'Unhandled');
        return { errorType: 'Error', errorMessage: 'Staff only' };
      },
      'UserLambdaValidationException',
      'PreSignUp failed with error Staff only.',
    ],
    [
      () => ({ errorMessage: 'Staff only', errorType: 'Error', stackTrace: [] }),
      'UserLambdaValidationException',
      'PreSignUp failed with error Staff only.',
    ],
    [
      (_event, response) => {
        response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
        return {};
      },
      'UnexpectedLambdaException',
      'PreSignUp invocation failed due to error ResourceNotFoundException.',
    ],
    [() => 'no event', 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
  ];
  for (const [failing, name, message] of failures) {
    answer = failing;
    await expect(signUp(pool)).rejects.toMatchObject({ name, message });
  }
});

test('a function that is late is invoked three times in all', async () => {
  const { sleep, pass } = timeLimits();
  const pool = await poolWith({ PreSignUp: arnOf('slow') }, { sleep });
  answer = () => pass();
  await expect(signUp(pool)).rejects.toMatchObject({
    name: 'UnexpectedLambdaException',
    message: 'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
  });
  expect(invoked).toHaveLength(3);
});

test('that a function without an address is not invoked is said at the start, once', async () => {
  const warned: string[] = [];
  const warn = (line: string) => warned.push(line);
  const nowhere = `${arnOf('nowhere')} is not invoked: there is no address for it.`;
  const pool = await poolWith({ PreSignUp: arnOf('nowhere') }, { lambda: {}, warn });
  expect(warned).toEqual([nowhere]);
  await signUp(pool);
  await sdkFor(pool).updateUserPool({
    UserPoolId: pool.userPoolId,
    LambdaConfig: { PreSignUp: arnOf('nowhere'), PostConfirmation: arnOf('elsewhere') },
  });
  expect(warned).toEqual([nowhere, expect.stringContaining(arnOf('elsewhere'))]);
});

describe('a strict pool', () => {
  const strict = { strict: true, lambda: {} };
  const PreSignUp = arnOf('nowhere');

  test('refuses a function without an address, in a seed and in definitions', async () => {
    await expect(poolWith({ PreSignUp }, strict)).rejects.toMatchObject({
      field: 'seed.LambdaConfig',
      message: expect.stringContaining(`names ${PreSignUp}, which has no address`),
    });
    const pool = await poolWith({}, strict);
    const sdk = sdkFor(pool);
    const definitions = [
      sdk.createUserPool({ PoolName: 'shop', LambdaConfig: { PreSignUp } }),
      sdk.updateUserPool({ UserPoolId: pool.userPoolId, LambdaConfig: { PreSignUp } }),
    ];
    for (const call of definitions)
      expect(await refusalOf(call)).toEqual({
        name: 'InvalidParameterException',
        message: expect.stringContaining(`no address for ${PreSignUp}`),
      });
  });

  test('takes one that has an address, or a function of the pool in its place', async () => {
    await poolWith({ PreSignUp }, { ...strict, lambda: { urls: { [PreSignUp]: endpoint } } });
    const pool = await poolWith({ PreSignUp }, { ...strict, triggers: { preSignUp: event => event } });
    await sdkFor(pool).updateUserPool({ UserPoolId: pool.userPoolId, LambdaConfig: { PreSignUp } });
  });
});

test('a custom sender gets the code encrypted', async () => {
  const pool = await poolWith({
    CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: arnOf('mail') },
    KMSKeyID: 'arn:aws:kms:eu-west-1:000000000000:key/codes',
  });
  await signUp(pool);
  const [{ event } = { event: undefined }] = invoked;
  expect(event).toMatchObject({
    triggerSource: 'CustomEmailSender_SignUp',
    request: { type: 'customEmailSenderRequestV1', userAttributes: { email: 'ada@example.com' } },
  });
  const { key } = (await (await fetch(`${pool.endpoint}/_local/sender-key`)).json()) as { key: string };
  expect(key).toBe(pool.senderKey);
  const code = Buffer.from(event.request.code, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), code.subarray(0, 12));
  decipher.setAuthTag(code.subarray(-16));
  const plain = decipher.update(code.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
  expect(plain).toBe(pool.messages.list()[0]?.code);
});
