import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
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
  const clients = await Promise.all(servers.map(({ port }) => client(port, genuine)));
  const times = servers.map((): number[] => []);
  for (let round = 0; round < ROUNDS + WARM_UP; round++)
    for (const [i, send] of clients.entries()) {
      const milliseconds = await send();
      if (round >= WARM_UP) times[i]?.push(milliseconds);
    }
  for (const { app } of servers) await app.close();
  return rowsOf(
    'CPU of a request, client and all',
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

/** Sends requests one after another over one connection; gives the CPU milliseconds that each took. */
async function client(port: number, token: string): Promise<() => Promise<number>> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const lines = ['GET /me HTTP/1.1', 'host: localhost', `authorization: Bearer ${token}`, '', ''];
  const request = Buffer.from(lines.join('\r\n'), 'latin1');
  return async () => {
    const before = process.cpuUsage();
    for (let i = 0; i < REQUESTS; i++) await answered(socket, request);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / REQUESTS;
  };
}

async function answered(socket: Socket, request: Buffer): Promise<void> {
  socket.write(request);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.includes('200 OK')) throw new Error(answer.toString('latin1'));
}
