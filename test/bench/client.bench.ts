import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Cognito, UserPool } from 'portcullis';
import { startLocalPool } from 'portcullis/local';
import { keptAlive, send } from './by-hand.js';
import { importTime, type Measured, median, rowsOf } from './measure.js';

const CALLS = 200;
const ROUNDS = 21;
/** Until V8 has compiled what runs often, which takes it thousands of calls on a busy machine. */
const WARM_UP = 25;

/** What a call costs this process beside `node:http` by itself, and what the entries cost to load. */
export async function run(): Promise<readonly Measured[]> {
  return [...(await callCosts()), ...importCosts()];
}

/** CPU of one GetUser, against a server in a process of its own that answers the same whatever it is asked. */
async function callCosts(): Promise<Measured[]> {
  const local = await startLocalPool({
    seed: { clients: [{ clientId: 'app' }], users: [{ username: 'ada' }] },
  });
  const { accessToken, idToken, refreshToken } = await local.tokensFor('ada');
  const data = { accessToken, idToken, refreshToken };
  const { userPoolId } = local;
  await local.close();
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(createInterface(server.stdout), 'line');
  const endpoint = `http://127.0.0.1:${port}`;
  const pool = new UserPool({ userPoolId, clientId: 'app', endpoint });
  const cognito = new Cognito({ pool, ...data });
  const agent = keptAlive();
  const work = {
    'node:http, kept alive': () => send(agent, endpoint, 'GetUser', { AccessToken: data.accessToken }),
    'cognito.getUser()': () => cognito.getUser(),
  };
  const times = Object.values(work).map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    for (const [i, call] of Object.values(work).entries()) {
      const time = await cpuOf(call);
      if (round >= WARM_UP) times[i]?.push(time);
    }
  pool.close();
  agent.destroy();
  server.kill();
  return rowsOf('CPU of a warm getUser()', Object.keys(work), times.map(median));
}

/** Milliseconds of CPU that a call takes. */
async function cpuOf(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < CALLS; i++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CALLS;
}

const ANSWER = JSON.stringify({
  Username: 'ada',
  UserAttributes: [
    { Name: 'sub', Value: '0f8fad5b-d9cb-469f-a165-70867728950e' },
    { Name: 'email', Value: 'ada@example.com' },
  ],
});

const SERVER = `require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(${JSON.stringify(ANSWER)}));
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

const ENTRIES = ['aws-jwt-verify', 'portcullis/verify', 'portcullis', 'portcullis/web', 'portcullis/srp'];

/** Milliseconds that a fresh process takes to import an entry, as `npm run build` left it. */
function importCosts(): Measured[] {
  const samples = Array.from({ length: 15 }, () => ENTRIES.map(importTime));
  const times = ENTRIES.map((_, i) => median(samples.map(row => row[i] as number)));
  return rowsOf('import in a fresh process', ENTRIES, times);
}
