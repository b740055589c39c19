import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore, UserPool } from 'portcullis';
import { startLocalPool } from 'portcullis/local';
import { nightly } from './job.js';

const account = {
  username: 'nightly-report',
  password: 'Correct-Horse-9',
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
const local = await startLocalPool({
  seed: {
    MfaConfiguration: 'ON',
    clients: [{ clientId: 'jobs' }],
    users: [{ ...account, attributes: { email: 'nightly@example.com' }, mfa: ['SOFTWARE_TOKEN_MFA'] }],
  },
});
const { userPoolId, endpoint } = local;
const directory = await mkdtemp(join(tmpdir(), 'unattended-'));

for (const night of ['first', 'second']) {
  console.log(`the ${night} night`);
  // A new pool object each time, as in a new process.
  const pool = new UserPool({ userPoolId, endpoint, clientId: 'jobs', store: new FileStore({ directory }) });
  await nightly(pool, account);
  pool.close();
}

await rm(directory, { recursive: true });
await local.close();
