import { startLocalPool } from 'portcullis/local';

const local = await startLocalPool({
  seed: { clients: [{ clientId: 'app' }], users: [{ username: 'ada', password: 'Correct-Horse-9' }] },
});
Object.assign(process.env, {
  USER_POOL_ID: local.userPoolId,
  CLIENT_ID: 'app',
  COGNITO_ENDPOINT: local.endpoint,
  SESSION_SECRET: 'at least thirty-two characters, from a secret store',
});
const { GET } = await import('./app/api/me/route.js');
const { rename, signIn } = await import('./app/actions.js');
const { pool } = await import('./app/session.js');

const { accessToken } = await local.tokensFor('ada');
const request = (headers: Record<string, string>) => new Request('http://localhost/api/me', { headers });
console.log('GET /api/me without a token', (await GET(request({}))).status);
const response = await GET(request({ authorization: `Bearer ${accessToken}` }));
console.log('GET /api/me with a token', response.status, await response.json());

/** A browser's cookies, as an action gets them. */
const kept = new Map<string, string>();
const cookies = {
  toString: () => [...kept].map(pair => pair.join('=')).join('; '),
  set: (name: string, value: string) => void kept.set(name, value),
};
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const refusal = await rename(cookies, form({ name: 'Augusta' })).catch((error: Error) => error);
console.log('a visitor:', refusal instanceof Error ? refusal.message : refusal);
await signIn(cookies, form({ username: 'ada', password: 'Correct-Horse-9' }));
console.log('signed in:', await rename(cookies, form({ name: 'Augusta' })));

pool.close();
await local.close();
