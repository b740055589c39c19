import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { fastifyGuard } from 'portcullis/http/fastify';
import { TokenVerifier } from 'portcullis/verify';
import { POOL, prepareAttacks } from '../helpers/attack-tokens.js';
import { type Measured, median, rowsOf } from './measure.js';

const REQUESTS = 2_000;
const ROUNDS = 30;
const WARM_UP = 5;

/** What a guard adds to a request of Fastify whose token it has seen before. */
export async function run(): Promise<readonly Measured[]> {
  const { jwks, genuine } = await prepareAttacks();
  const verifier = new TokenVerifier({
    ...{ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks: jwks as never },
  });
  const bare = await served(async () => {});
  const guarded = await served(async app => {
    await app.register(fastifyGuard, { verifier });
  });
  const servers = [bare, guarded];
  const client = clientWith(genuine);
  const times = servers.map((): number[] => []);
  for (let round = 0; round < ROUNDS + WARM_UP; round++)
    for (const [i, { port }] of servers.entries()) {
      const milliseconds = await client.time(port);
      if (round >= WARM_UP) times[i]?.push(milliseconds);
    }
  client.close();
  for (const { app } of servers) await app.close();
  return rowsOf(
    'CPU of the server for a request',
    ['bare Fastify', 'guarded, the same token again'],
    times.map(median),
  );
}

async function served(prepare: (app: FastifyInstance) => Promise<void>) {
  const app = Fastify();
  await prepare(app);
  app.get('/me', async () => 'ok');
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, port: (app.server.address() as AddressInfo).port };
}

/** A process of its own, whose work is not the server's: for each line with a port it sends the requests, and says so. */
const CLIENT = `
  const { connect } = require('node:net');
  const [token, requests] = process.argv.slice(1);
  const text = 'GET /me HTTP/1.1\\r\\nhost: localhost\\r\\nauthorization: Bearer ' + token + '\\r\\n\\r\\n';
  require('node:readline').createInterface({ input: process.stdin }).on('line', port => {
    let left = Number(requests);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', answer => {
      if (!answer.includes('200 OK')) throw new Error(String(answer));
      if (--left > 0) socket.write(text);
      else socket.end(() => console.log('done'));
    });
  });
`;

/** Gives the CPU milliseconds that each of the server's answers took. */
function clientWith(token: string) {
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['-e', CLIENT, token, String(REQUESTS)], { stdio: [...stdio] });
  const time = async (port: number): Promise<number> => {
    const before = process.cpuUsage();
    child.stdin?.write(`${port}\n`);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / REQUESTS;
  };
  return { time, close: () => child.stdin?.end() };
}
