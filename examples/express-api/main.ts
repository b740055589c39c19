import type { AddressInfo } from 'node:net';
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
const server = api(verifier).listen(0, '127.0.0.1');
await new Promise(listening => server.once('listening', listening));
const { port } = server.address() as AddressInfo;

async function call(username: string, method: string, path: string): Promise<void> {
  const { accessToken } = username === 'a visitor' ? { accessToken: '' } : await local.tokensFor(username);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
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

server.close();
await local.close();
