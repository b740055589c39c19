import { inspect } from 'node:util';
import { totpCode } from 'portcullis';
import type { ChallengeRequiredError } from 'portcullis/errors';
import { SecretAppClient } from '../../src/api/secret-app-client.js';
import {
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';

closeAfterEach();

const credentials = {
  accessKeyId: 'local',
  secretAccessKey: 'a-secret-access-key',
  sessionToken: 'a-session-token',
};
const ExplicitAuthFlows = [
  'ALLOW_USER_SRP_AUTH' as const,
  'ALLOW_ADMIN_USER_PASSWORD_AUTH' as const,
  'ALLOW_REFRESH_TOKEN_AUTH' as const,
];

/** Everything that a log could make of a value. */
function shown(value: unknown): string {
  const texts = [
    inspect(value, { depth: 8 }),
    inspect(value, { depth: 8, customInspect: false }),
    inspect(value, { depth: 12, customInspect: false, showHidden: true }),
    String(value),
  ];
  return [...texts, JSON.stringify(value) ?? '', value instanceof Error ? (value.stack ?? '') : ''].join(
    '\n',
  );
}

function expectNoneOf(secrets: readonly (string | undefined)[], value: unknown): void {
  const text = shown(value);
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(text).not.toContain(secret);
  }
}

const signedIn = async () => {
  const pool = await poolWith({
    clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET, ExplicitAuthFlows }],
    users: [adaWithTotp],
  });
  const cognito = clientOf(pool, { credentials });
  const challenged = await errorOf<ChallengeRequiredError>(cognito.authenticate(PASSWORD));
  await cognito.respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET));
  return { pool, cognito, challenged };
};

test('a pool and what it is made of show no client secret and no AWS credentials', async () => {
  const { cognito } = await signedIn();
  const { pool } = cognito;
  const client = new SecretAppClient('app', CLIENT_SECRET);
  for (const value of [pool, pool.api, pool.api.config, client])
    expectNoneOf([CLIENT_SECRET, credentials.secretAccessKey, credentials.sessionToken], value);
});

test('refusals of signed calls show nothing of what was sent', async () => {
  const { cognito } = await signedIn();
  const refused = await errorOf(cognito.adminAuthenticate('Wrong-Horse-9'));
  expect(refused).toMatchObject({ code: 'BAD_CREDENTIALS', operation: 'AdminInitiateAuth' });
  expectNoneOf(
    ['Wrong-Horse-9', CLIENT_SECRET, credentials.secretAccessKey, credentials.sessionToken],
    refused,
  );
});

test('logging a client that is signed in shows who, and no token or client secret', async () => {
  const { cognito } = await signedIn();
  const { accessToken, idToken, refreshToken } = cognito.tokens?.data ?? {};
  expectNoneOf([accessToken, idToken, refreshToken, CLIENT_SECRET], cognito);
  expectNoneOf([accessToken, idToken, refreshToken], cognito.tokens);
  expect(shown(cognito)).toContain('ada');
});

test('an error that carries a challenge does not show its session', async () => {
  const { challenged } = await signedIn();
  expectNoneOf([challenged.challenge.session, PASSWORD], challenged);
});

test('refusals show no password, token, code or session', async () => {
  const { pool, cognito } = await signedIn();
  const { accessToken, refreshToken } = cognito.tokens?.data ?? {};
  const wrong = await errorOf(clientOf(pool).authenticate('Wrong-Horse-9'));
  expectNoneOf(['Wrong-Horse-9', CLIENT_SECRET], wrong);

  const { challenge } = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
  const mismatch = await errorOf(clientOf(pool).respondToSoftwareTokenMfa('000000', { challenge }));
  expectNoneOf([challenge.session], mismatch);

  await cognito.logout();
  const data = { accessToken, idToken: accessToken, refreshToken };
  const dead = await errorOf(clientOf(pool, data).renewAccessToken());
  expectNoneOf([accessToken, refreshToken, CLIENT_SECRET], dead);
});

test('an endpoint that echoes the request leaves no secret in the error', async () => {
  const { createServer } = await import('node:http');
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify({ __type: 'InvalidParameterException', message: `1 validation error: ${body}` }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cognito = clientOf(await poolWith(), { endpoint: `http://127.0.0.1:${port}` });
  const error = await errorOf(cognito.authenticateWithPassword(PASSWORD));
  server.close();
  server.closeAllConnections();
  expectNoneOf([PASSWORD], error);
  expectNoneOf([PASSWORD], error.cause);
  expect(error.message).toContain('[redacted]');
});
