import { checkProof, createDeviceSecret, deviceProof } from 'portcullis/srp';
import { randomExchange, randomText, seededRandom } from './exchanges.js';
import { createOracle } from './oracle.js';

jest.setTimeout(300_000);

const oracle = createOracle();
const hexOf = (base64: string) => Buffer.from(base64, 'base64').toString('hex');

/** A device's keys, shaped as the service makes them. */
const deviceKeys = (random: (count: number) => Uint8Array) => ({
  deviceGroupKey: `-${randomText(random, 8)}`,
  deviceKey: `eu-west-1_${Buffer.from(random(16)).toString('hex')}`,
});

test('amazon-cognito-identity-js computes the same proof for 450 random devices', () => {
  const random = seededRandom('devices');
  for (let i = 0; i < 450; i++) {
    const keys = deviceKeys(random);
    const secret = createDeviceSecret({ ...keys, random });
    const [salt, verifier] = [hexOf(secret.salt), hexOf(secret.verifier)];
    const identity = { prefix: keys.deviceGroupKey, id: keys.deviceKey };
    const { password } = secret;
    const { ephemeral, challenge, secretBlock, timestamp } = randomExchange(random, {
      ...identity,
      password,
      salt,
      verifier,
    });
    const sent = { salt, srpB: challenge.srpB, secretBlock, timestamp };
    const { a, srpA } = ephemeral;
    const signature = deviceProof({ ephemeral, ...keys, devicePassword: password, ...sent });
    expect(signature).toBe(oracle.signature({ ...identity, password, a, srpA, ...sent }));
    const claim = { srpA, ...challenge, verifier, secretBlock, timestamp, signature };
    expect(checkProof({ identity, ...claim })).toBe(true);
  }
});

test('amazon-cognito-identity-js makes the same verifier and salt of the same random bytes', () => {
  const random = seededRandom('verifiers');
  for (let i = 0; i < 60; i++) {
    const keys = deviceKeys(random);
    const theirs = oracle.deviceSecret(keys.deviceGroupKey, keys.deviceKey);
    const password = Buffer.from(theirs.password, 'base64');
    const salt = Buffer.from(theirs.salt.padStart(34, '0').slice(-32), 'hex');
    const replay = (count: number) => Uint8Array.from(count === 40 ? password : salt);
    expect(createDeviceSecret({ ...keys, random: replay })).toEqual({
      password: theirs.password,
      salt: Buffer.from(theirs.salt, 'hex').toString('base64'),
      verifier: Buffer.from(theirs.verifier, 'hex').toString('base64'),
    });
  }
});

test('a device salt that begins with zeros is sent as the number it is', () => {
  const zeros = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i < 3 ? 0 : 0x90));
  const secret = createDeviceSecret({ deviceGroupKey: '-abcdefgh', deviceKey: 'eu-west-1_1', random: zeros });
  expect(hexOf(secret.salt)).toBe(`00${'90'.repeat(13)}`);
});
