import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserPool } from 'portcullis';
import { startLocalPool } from 'portcullis/local';

const local = await startLocalPool({ seed: { groups: [{ name: 'authors' }, { name: 'editors' }] } });
const folder = await mkdtemp(join(tmpdir(), 'bulk-import-'));
const pool = new UserPool({
  userPoolId: local.userPoolId,
  endpoint: local.endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, // at AWS leave them out
});

const source = fileURLToPath(new URL('users.csv', import.meta.url));
const options = {
  invite: ['EMAIL' as const],
  checkpoint: join(folder, 'checkpoint.json'),
  report: join(folder, 'failures.csv'),
};
const { done, failed } = await pool.users.importUsers(source, options);
console.log(`imported ${done}, failed ${failed}`);
console.log((await readFile(options.report, 'utf8')).trim());

// The same call resumes after a stop, and invites no one twice.
await pool.users.importUsers(source, options);
for (const { to } of local.messages.list()) console.log('invited', to);
for await (const { username } of pool.groups.members('editors')) console.log('an editor:', username);

pool.close();
await rm(folder, { recursive: true });
await local.close();
