import { startLocalPool } from 'portcullis/local';

const local = await startLocalPool({
  seed: {
    clients: [{ clientId: 'app' }],
    groups: [{ name: 'auditors' }],
    users: [
      { username: 'ada', password: 'Correct-Horse-9', groups: ['auditors'] },
      { username: 'bob', password: 'Correct-Horse-9' },
    ],
  },
});
Object.assign(process.env, {
  USER_POOL_ID: local.userPoolId,
  CLIENT_ID: 'app',
  COGNITO_ENDPOINT: local.endpoint,
});
const { handler } = await import('./handler.js');

/** The event of a function URL, as far as it matters here. */
const event = (headers: Record<string, string>) => ({
  version: '2.0',
  rawPath: '/books',
  headers,
  requestContext: { http: { method: 'GET', path: '/books' } },
});

const { statusCode, headers } = (await handler(event({}))) as { statusCode: number; headers: object };
console.log(statusCode, headers);
for (const username of ['bob', 'ada']) {
  const { accessToken } = await local.tokensFor(username);
  const answer = await handler(event({ authorization: `Bearer ${accessToken}` }));
  console.log(answer.statusCode, answer.body);
}
await local.close();
