import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalPool, Seed } from 'portcullis/local';
import './quiet-aws-sdk.js';
import { createSite } from './app.js';
import { listen } from './server.js';
import { settings } from './settings.js';

const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
const { site, port, local, seed } = await settings();
const app = await createSite(site);
const server = await listen(app, port).catch(({ code }) => {
  console.error(`Port ${port} cannot be listened on (${code}). Set PORT to another.`);
  process.exit(1);
});

console.log(`The site is at ${addressOf(server)}. Ctrl-C ends it.`);
if (local && seed) {
  introduce(seed);
  void printMessages(local);
}

await interrupted;
server.close();
await local?.close();
process.exit(0);

function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address}:${port}`;
}

/** Says who can sign in at the local pool, and how. */
function introduce({ users = [] }: Seed): void {
  console.log('\nIt runs on a pool of its own, where these people are:\n');
  for (const { username, password, groups, mfa = [], totpSecret, status } of users) {
    const second = mfa.map(factor => (factor === 'SMS_MFA' ? 'SMS' : `authenticator ${totpSecret}`));
    const notes = [status && 'temporary', groups?.includes('admins') && 'admin', second.join(' or ')];
    console.log(`  ${username.padEnd(18)}  ${password?.padEnd(18)}  ${notes.filter(Boolean).join(', ')}`);
  }
  console.log('\nThe e-mails and text messages that it would send come up here.\n');
}

async function printMessages({ messages }: LocalPool): Promise<void> {
  for (;;) {
    const { medium, to, code } = await messages.next();
    console.log(`  ${medium === 'SMS' ? 'SMS' : 'e-mail'} to ${to}: ${code}`);
  }
}
