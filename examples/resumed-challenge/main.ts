import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLocalPool } from 'portcullis/local';

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const local = await startLocalPool({
  seed: {
    MfaConfiguration: 'ON',
    clients: [{ clientId: 'app' }],
    users: [
      { username: 'ada', password: 'Correct-Horse-9', totpSecret: TOTP_SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] },
    ],
  },
});
const directory = await mkdtemp(join(tmpdir(), 'resumed-challenge-'));
const env = {
  ...process.env,
  USER_POOL_ID: local.userPoolId,
  CLIENT_ID: 'app',
  COGNITO_ENDPOINT: local.endpoint,
  CHALLENGE_FILE: join(directory, 'challenge.json'),
  TOTP_SECRET,
};

for (const program of ['begin.ts', 'finish.ts']) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  // With the same flags as this process, which runs TypeScript.
  const [code] = await once(
    spawn(process.execPath, [...process.execArgv, file], { env, stdio: 'inherit' }),
    'exit',
  );
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

await rm(directory, { recursive: true });
await local.close();
