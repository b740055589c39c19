import { checkProof, createDeviceSecret, deviceProof, type RandomSource } from 'portcullis/srp';
import { askOracle } from './ask-oracle.js';
import {
  type Exchange,
  forOracle,
  randomDeviceExchange,
  randomDeviceKeys,
  seededRandom,
} from './exchanges.js';

const base64Of = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

function compute(exchange: Exchange) {
  const { prefix, id, password, salt, verifier, ephemeral, challenge, secretBlock, timestamp } = exchange;
  const sent = { salt, srpB: challenge.srpB, secretBlock, timestamp };
  const keys = { deviceGroupKey: prefix, deviceKey: id };
  const signature = deviceProof({ ephemeral, ...keys, devicePassword: password, ...sent });
  const { srpA } = ephemeral;
  const claim = { srpA, ...challenge, verifier, secretBlock, timestamp, signature };
  return { signature, accepted: checkProof({ identity: { prefix, id }, ...claim }) };
}

test('amazon-cognito-identity-js computes the same proofs for 450 random devices', () => {
  const random = seededRandom('devices');
  const exchanges = Array.from({ length: 450 }, () => randomDeviceExchange(random));
  const { signatures } = askOracle({ signatures: exchanges.map(forOracle) });
  const computed = exchanges.map(compute);
  expect(computed.map(({ signature }) => signature)).toEqual(signatures);
  expect(computed.every(({ accepted }) => accepted)).toBe(true);
});

test('amazon-cognito-identity-js makes the same verifier and salt of the same random bytes', () => {
  const random = seededRandom('verifiers');
  const keys = Array.from({ length: 300 }, () => randomDeviceKeys(random));
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
