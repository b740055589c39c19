import { startLocalPool } from 'portcullis/local';
import { TokenVerifier } from 'portcullis/verify';
import { api } from './api.js';

const local = await startLocalPool({
  seed: {
    clients: [{ clientId: 'shop' }],
    groups: [{ name: 'clerks' }],
    users: [
      { username: 'ada', password: 'Correct-Horse-9', groups: ['clerks'] },
      { username: 'bob', password: 'Correct-Horse-9' },
    ],
  },
});
const { userPoolId, endpoint } = local;
const verifier = new TokenVerifier({ userPoolId, endpoint, clientId: 'shop', tokenUse: 'access' });
const app = await api(verifier);
const address = await app.listen({ port: 0, host: '127.0.0.1' });

async function call(username: string, method: string, path: string): Promise<void> {
  const { accessToken } = username === 'a visitor' ? { accessToken: '' } : await local.tokensFor(username);
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(accessToken && { authorization: `Bearer ${accessToken}` }),
    },
    ...(method === 'POST' && { body: '{"item":"tea"}' }),
  });
  console.log(`${username}: ${method} ${path}`, response.status);
}

await call('a visitor', 'GET', '/prices');
await call('a visitor', 'GET', '/orders');
await call('bob', 'GET', '/orders');
await call('bob', 'POST', '/orders');
await call('ada', 'POST', '/orders');

await app.close();
await local.close();
