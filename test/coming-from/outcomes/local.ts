import { startLocalPool } from 'portcullis/local';
import { decodeUnverified } from 'portcullis/verify';
import { PASSWORD } from '../../helpers/pool.js';
import type { Outcomes } from '../scene.js';

/** The local pool itself, by each of our names. */
export const local: Outcomes = {
  startLocalPool: async () => {
    const lines: string[] = [];
    const pool = await startLocalPool({
      host: '127.0.0.1',
      port: 0,
      issuer: 'https://issuer.example.com/pool',
      log: line => lines.push(line),
      random: count => crypto.getRandomValues(new Uint8Array(count)),
      triggers: { preAuthentication: event => event },
      seed: {
        userPoolId: 'eu-west-1_Test12345',
        clients: [{ clientId: 'test' }],
        MfaConfiguration: 'OPTIONAL',
        UsernameAttributes: ['email'],
      },
    });
    expect(pool).toMatchObject({ userPoolId: 'eu-west-1_Test12345', clients: [{ clientId: 'test' }] });
    pool.users.add({ username: 'ada@example.com', password: PASSWORD });
    const { idToken } = await pool.tokensFor('ada@example.com');
    expect(decodeUnverified(idToken).payload.iss).toBe('https://issuer.example.com/pool');
    await pool.close();
  },
  'pool.users.add': async ({ pool, client }) => {
    const attributes = { 'custom:colour': 'blue' };
    pool.users.add({ username: 'zoe', password: PASSWORD, status: 'CONFIRMED', attributes });
    expect(await client().users.get('zoe')).toMatchObject({ custom: { colour: 'blue' } });
  },
  'pool.senderKey': ({ pool }) => {
    expect(Buffer.from(pool.senderKey, 'base64')).toHaveLength(32);
  },
  'pool.messages.next': async ({ pool, client }) => {
    const mail = pool.messages.next({ to: 'ada@example.com' });
    await client().initiateForgotPassword();
    expect(await mail).toMatchObject({ code: expect.stringMatching(/^\d{6}$/) });
  },
  'pool.messages.list': async ({ pool, client }) => {
    await client().initiateForgotPassword();
    expect(pool.messages.list()).toMatchObject([{ to: 'ada@example.com', medium: 'EMAIL' }]);
  },
  'pool.close': async () => {
    const pool = await startLocalPool();
    await pool.close();
    await expect(fetch(pool.endpoint)).rejects.toThrow();
  },
};
