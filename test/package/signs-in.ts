/** What a program tests that uses the library, for every test runner: it knows `test`, and asserts with Node. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Cognito, totpCode } from 'portcullis';
import { NotAuthorizedError } from 'portcullis/errors';
import { startLocalPool } from 'portcullis/local';
import { TokenVerifier } from 'portcullis/verify';

const manifest = JSON.parse(readFileSync('node_modules/portcullis/package.json', 'utf8'));

for (const subpath of Object.keys(manifest.exports).filter(path => !path.endsWith('.json')))
  test(`portcullis${subpath.slice(1)} loads`, async () => {
    assert.notEqual(Object.keys(await import(`portcullis${subpath.slice(1)}`)).length, 0);
  });

test('ada signs in at a local pool', async () => {
  const userPoolId = 'eu-west-1_Testing01';
  const ada = { username: 'ada', password: 'Correct-Horse-9', totpSecret: 'JBSWY3DPEHPK3PXP' };
  const users = [{ ...ada, mfa: ['SOFTWARE_TOKEN_MFA' as const] }];
  const { endpoint, issuer, close } = await startLocalPool({
    seed: { userPoolId, clients: [{ clientId: 'app' }], users },
  });
  try {
    const cognito = new Cognito({ userPoolId, clientId: 'app', endpoint, issuer, username: ada.username });
    // An error of one entry is an instance of the class of another.
    await assert.rejects(cognito.authenticate('Wrong-Horse-9'), NotAuthorizedError);

    const { accessToken } = await cognito.authenticate(ada.password, {
      onSoftwareTokenMfa: () => totpCode(ada.totpSecret),
    });
    const verifier = new TokenVerifier({ userPoolId, clientId: 'app', tokenUse: 'access', issuer });
    assert.equal((await verifier.verify(accessToken)).username, 'ada');
  } finally {
    await close();
  }
});
