import { readFile } from 'node:fs/promises';
import { Cognito } from 'portcullis';
import { UserExistsError } from 'portcullis/errors';
import { handleAuth } from 'portcullis/gates';
import { startLocalPool } from 'portcullis/local';
import { TokenVerifier } from 'portcullis/verify';

const seed = JSON.parse(await readFile(new URL('pool.json', import.meta.url), 'utf8'));
const local = await startLocalPool({ seed });
const pool = { userPoolId: local.userPoolId, clientId: 'back-office', endpoint: local.endpoint };
console.log(`backend    ${local.gatesUrl}, in front of a local pool`);

const admin = new Cognito({ ...pool, gatesUrl: local.gatesUrl, username: 'ada@example.com' });
await admin.authenticate('Correct-Horse-9');
const { gates } = admin;
const { id } = await admin.verifyTokens();
console.log(`signed in  ${id.name}, who is ${id.role}`);

const grace = {
  email: 'grace@example.com',
  name: 'Grace Hopper',
  role: 'CLIENT_USER',
  client: 'GAIA',
} as const;
const { sub } = await gates.createUser(grace);
console.log(`invited    ${grace.name}, to ${grace.client}`);

const again = await gates.createUser(grace).catch((error: Error) => error);
if (!(again instanceof UserExistsError)) throw new Error('the same person was invited twice');
console.log(`refused    ${again.reason}`);

const people = async (client: string) => {
  const names: string[] = [];
  for await (const { name, clients } of gates.listUsers({ client }))
    names.push(`${name} (${clients.join(', ')})`);
  return names.join('; ') || 'no one';
};
console.log(`GAIA has   ${await people('GAIA')}`);

await gates.updateUser({ userId: sub, clientsToAdd: ['RECAPE'], clientsToRemove: ['GAIA'] });
console.log(`moved      ${grace.name}, from GAIA to RECAPE`);
console.log(`GAIA has   ${await people('GAIA')}`);
console.log(`RECAPE has ${await people('RECAPE')}`);

// A real pool sends the invitation by e-mail. The first sign-in with it asks for a new password.
const { code: temporaryPassword } = await local.messages.next({ to: grace.email });
const person = new Cognito({ ...pool, username: grace.email });
await person.authenticate(temporaryPassword, { onNewPasswordRequired: () => 'Compiler-Moth-9' });

// A service of the client RECAPE checks her request.
const verifier = new TokenVerifier({ ...pool, tokenUse: null });
const header = `Bearer ${await person.getAccessToken()}`;
const user = await handleAuth(header, { verifier, requiredGroups: ['GAIA', 'RECAPE'] });
console.log(`let in     ${grace.name}, who is in [${user.groups.join(', ')}]`);

await admin.logout();
await local.close();
