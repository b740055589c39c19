import { createServerChallenge, type RandomSource } from 'portcullis/srp';
import { newDeviceSecret, newEphemeral, proveDevice, provePassword } from '../../src/srp/client-steps.js';
import { inTime } from '../../src/srp/platform.js';
import { webPlatform } from '../../src/srp/web.js';
import { type ExchangeVector, recordedVectors } from './vectors.js';

/** What amazon-cognito-identity-js computed. */
const { passwords, devices, deviceSecrets } = recordedVectors();

/** Gives these bytes as random ones. */
const replaying =
  (hex: string): RandomSource =>
  count =>
    Uint8Array.from(Buffer.from(hex.padStart(2 * count, '0'), 'hex'));

/** What the client sends in an exchange, computed by Web Crypto and native integers. */
function sentIn({ a, b, verifier, salt, secretBlock, timestamp }: ExchangeVector) {
  const ephemeral = newEphemeral(replaying(a), webPlatform);
  const { srpB } = createServerChallenge({ verifier, random: replaying(b) });
  return { ephemeral, salt, srpB, secretBlock, timestamp };
}

test('Web Crypto comes to the same SRP_A and signature for every recorded password', async () => {
  for (const vector of passwords) {
    const { prefix: poolName, id: userIdForSrp, password, srpA, signature } = vector;
    const sent = sentIn(vector);
    const proof = provePassword(webPlatform, { ...sent, poolName, userIdForSrp, password });
    expect([sent.ephemeral.srpA, await inTime(proof)]).toEqual([srpA, signature]);
  }
});

test('Web Crypto comes to the same signature for every recorded device', async () => {
  for (const vector of devices) {
    const { prefix: deviceGroupKey, id: deviceKey, password: devicePassword, signature } = vector;
    const proof = proveDevice(webPlatform, { ...sentIn(vector), deviceGroupKey, deviceKey, devicePassword });
    expect(await inTime(proof)).toBe(signature);
  }
});

test('Web Crypto makes of the same random bytes the salt and the verifier of every recorded device', async () => {
  for (const { password, salt, verifier, ...keys } of deviceSecrets) {
    const passwordBytes = Buffer.from(password, 'base64').toString('hex');
    const random: RandomSource = count => replaying(count === 40 ? passwordBytes : salt.slice(-32))(count);
    const made = await inTime(newDeviceSecret(webPlatform, { ...keys, random }));
    const base64Of = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
    expect(made).toEqual({ password, salt: base64Of(salt), verifier: base64Of(verifier) });
  }
});

test.each([
  ['empty', ''],
  ['not hexadecimal', 'B'.repeat(10).concat('!')],
  ['zero', '0'.repeat(768)],
])('an SRP_B that is %s is refused', async (_what, srpB) => {
  const [vector] = passwords as [ExchangeVector];
  const { prefix: poolName, id: userIdForSrp, password } = vector;
  const proof = provePassword(webPlatform, { ...sentIn(vector), srpB, poolName, userIdForSrp, password });
  await expect(inTime(proof)).rejects.toMatchObject({ code: 'SRP_REFUSED' });
});

test('without Web Crypto, as in a page over http, the error says so', async () => {
  const [vector] = passwords as [ExchangeVector];
  const { prefix: poolName, id: userIdForSrp, password } = vector;
  const proof = provePassword(webPlatform, { ...sentIn(vector), poolName, userIdForSrp, password });
  Object.defineProperty(crypto, 'subtle', { configurable: true, value: undefined });
  try {
    await expect(inTime(proof)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
  } finally {
    Reflect.deleteProperty(crypto, 'subtle');
  }
});
