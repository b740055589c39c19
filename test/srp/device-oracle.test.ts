import { checkProof, createDeviceSecret, deviceProof, type RandomSource } from 'portcullis/srp';
import { askOracle } from './ask-oracle.js';
import { randomExchange, randomText, seededRandom } from './exchanges.js';

jest.setTimeout(300_000);

const hexOf = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
const base64Of = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

/** A device's keys, shaped as the service makes them. */
const deviceKeys = (random: RandomSource) => ({
  deviceGroupKey: `-${randomText(random, 8)}`,
  deviceKey: `eu-west-1_${Buffer.from(random(16)).toString('hex')}`,
});

function randomDevice(random: RandomSource) {
  const keys = deviceKeys(random);
  const { password, ...confirmed } = createDeviceSecret({ ...keys, random });
  const [salt, verifier] = [hexOf(confirmed.salt), hexOf(confirmed.verifier)];
  const identity = { prefix: keys.deviceGroupKey, id: keys.deviceKey };
  const exchange = randomExchange(random, { ...identity, password, salt, verifier });
  const { ephemeral, challenge, secretBlock, timestamp } = exchange;
  const sent = { salt, srpB: challenge.srpB, secretBlock, timestamp };
  const signature = deviceProof({ ephemeral, ...keys, devicePassword: password, ...sent });
  const { a, srpA } = ephemeral;
  return {
    signature,
    accepted: checkProof({ identity, srpA, ...challenge, verifier, secretBlock, timestamp, signature }),
    forOracle: { ...identity, password, a: a.toString(16), srpA, ...sent },
  };
}

test('amazon-cognito-identity-js computes the same proofs for 450 random devices', () => {
  const random = seededRandom('devices');
  const devices = Array.from({ length: 450 }, () => randomDevice(random));
  const { signatures } = askOracle({ signatures: devices.map(({ forOracle }) => forOracle) });
  expect(devices.map(({ signature }) => signature)).toEqual(signatures);
  expect(devices.every(({ accepted }) => accepted)).toBe(true);
});

test('amazon-cognito-identity-js makes the same verifier and salt of the same random bytes', () => {
  const random = seededRandom('verifiers');
  const keys = Array.from({ length: 300 }, () => deviceKeys(random));
  const { deviceSecrets } = askOracle({
    deviceSecrets: keys.map(({ deviceGroupKey, deviceKey }) => [deviceGroupKey, deviceKey]),
  });
  deviceSecrets.forEach(({ password, salt, verifier }, i) => {
    const saltBytes = Buffer.from(salt.padStart(34, '0').slice(-32), 'hex');
    const replay: RandomSource = count =>
      Uint8Array.from(count === 40 ? Buffer.from(password, 'base64') : saltBytes);
    expect(createDeviceSecret({ ...keys[i]!, random: replay })).toEqual({
      password,
      salt: base64Of(salt),
      verifier: base64Of(verifier),
    });
  });
});

test('a device salt that begins with zeros is sent as the number it is', () => {
  const zeros: RandomSource = count => Uint8Array.from({ length: count }, (_, i) => (i < 3 ? 0 : 0x90));
  const secret = createDeviceSecret({ deviceGroupKey: '-abcdefgh', deviceKey: 'eu-west-1_1', random: zeros });
  expect(hexOf(secret.salt)).toBe(`00${'90'.repeat(13)}`);
});
