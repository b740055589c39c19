/**
 * Writes `vectors.json` anew: exchanges that amazon-cognito-identity-js has computed, which takes it a minute.
 * `npx tsx test/srp/record-vectors.ts`
 */
import { writeFileSync } from 'node:fs';
import {
  type Exchange,
  exchangeWithLeadingZero,
  forOracle,
  LEADING_ZEROS,
  randomDeviceExchange,
  randomDeviceKeys,
  randomExchange,
  seededRandom,
} from './exchanges.js';
import { createOracle } from './oracle.js';
import { type DeviceSecretVector, type ExchangeVector, VECTORS_FILE, type Vectors } from './vectors.js';

const oracle = createOracle();
const times = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

function record(kind: string, exchange: Exchange): ExchangeVector {
  const { verifier, challenge } = exchange;
  const asked = { ...forOracle(exchange), srpA: oracle.srpA(exchange.ephemeral.a.toString(16)) };
  return { kind, ...asked, verifier, b: challenge.b.toString(16), signature: oracle.signature(asked) };
}

function passwords(): ExchangeVector[] {
  const random = seededRandom('recorded passwords');
  const withZeros = (value: (typeof LEADING_ZEROS)[number]) =>
    times(5, () => record(`${value} begins with a zero byte`, exchangeWithLeadingZero(value, random)));
  return [...times(50, () => record('random', randomExchange(random))), ...LEADING_ZEROS.flatMap(withZeros)];
}

function devices(): ExchangeVector[] {
  const random = seededRandom('recorded devices');
  return times(30, () => record('random', randomDeviceExchange(random)));
}

function deviceSecrets(): DeviceSecretVector[] {
  const random = seededRandom('recorded device secrets');
  return times(30, () => {
    const keys = randomDeviceKeys(random);
    return { ...keys, ...oracle.deviceSecret(keys.deviceGroupKey, keys.deviceKey) };
  });
}

const vectors: Vectors = { passwords: passwords(), devices: devices(), deviceSecrets: deviceSecrets() };
writeFileSync(VECTORS_FILE, `${JSON.stringify(vectors, null, 1)}\n`);
