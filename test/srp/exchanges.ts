import { createHash } from 'node:crypto';
import {
  createDeviceSecret,
  createEphemeral,
  createServerChallenge,
  createVerifier,
  formatTimestamp,
  type RandomSource,
  type ServerChallenge,
  type SrpEphemeral,
} from 'portcullis/srp';
import { modN } from '../../src/srp/group.js';
import { atOnce } from '../../src/srp/platform.js';
import { defaultPlatform } from '../../src/srp/platforms.js';
import { scrambler } from '../../src/srp/proof.js';
import type { OracleExchange } from './oracle.js';

/** Randomness that is the same in every run. */
export function seededRandom(seed: string): RandomSource {
  let counter = 0;
  return count => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
      createHash('sha256').update(`${seed} ${counter++}`).digest(),
    );
    return Uint8Array.from(Buffer.concat(blocks).subarray(0, count));
  };
}

export interface Account {
  readonly prefix: string;
  readonly id: string;
  readonly password: string;
  readonly salt: string;
  readonly verifier: string;
}

/** Both halves of one exchange up to the proof. */
export interface Exchange extends Account {
  readonly ephemeral: SrpEphemeral;
  readonly challenge: ServerChallenge;
  readonly secretBlock: string;
  readonly timestamp: string;
}

const LETTERS = ['a', 'Z', '7', ' ', '~', 'é', 'ß', '語', '🔑', ':'];

function randomText(random: RandomSource, length: number): string {
  return [...random(length)].map(byte => LETTERS[byte % LETTERS.length]).join('');
}

function randomAccount(random: RandomSource): Account {
  const [prefix, id, password] = [randomText(random, 9), randomText(random, 12), randomText(random, 16)];
  return { prefix, id, password, ...createVerifier({ poolName: prefix, username: id, password, random }) };
}

export function randomExchange(random: RandomSource, account = randomAccount(random)): Exchange {
  const seconds = Number.parseInt(Buffer.from(random(4)).toString('hex'), 16);
  return {
    ...account,
    ephemeral: createEphemeral(random),
    challenge: createServerChallenge({ verifier: account.verifier, random }),
    secretBlock: Buffer.from(random(40)).toString('base64'),
    timestamp: formatTimestamp(seconds * 1000),
  };
}

/** A device's keys, shaped as the service makes them. */
export const randomDeviceKeys = (random: RandomSource) => ({
  deviceGroupKey: `-${randomText(random, 8)}`,
  deviceKey: `eu-west-1_${Buffer.from(random(16)).toString('hex')}`,
});

/** An exchange of a device: the prefix is its group's key, the id its own. */
export function randomDeviceExchange(random: RandomSource): Exchange {
  const keys = randomDeviceKeys(random);
  const { password, salt, verifier } = createDeviceSecret({ ...keys, random });
  const names = { prefix: keys.deviceGroupKey, id: keys.deviceKey };
  return randomExchange(random, { ...names, password, salt: hexOf(salt), verifier: hexOf(verifier) });
}

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

/** The exchange as amazon-cognito-identity-js is told it. */
export const forOracle = ({ ephemeral, challenge, verifier: _, ...exchange }: Exchange): OracleExchange => ({
  ...exchange,
  a: ephemeral.a.toString(16),
  srpA: ephemeral.srpA,
  srpB: challenge.srpB,
});

/** u and S of an exchange, as the server computes them. */
export function sharedValues({ ephemeral, challenge, verifier }: Exchange): { u: bigint; S: bigint } {
  const platform = defaultPlatform();
  const u = atOnce(scrambler(platform, ephemeral.A, challenge.B));
  const base = modN(ephemeral.A * platform.modPow(BigInt(`0x${verifier}`), u));
  return { u, S: platform.modPow(base, challenge.b) };
}

const bits = (value: bigint): number => value.toString(2).length;

const salted = (random: RandomSource): Account => {
  // Sixteen bytes of which the first is zero, as 1 salt in 256 has.
  const zeroFirst: RandomSource = count => random(count).fill(0, 0, count === 16 ? 1 : 0);
  return randomAccount(zeroFirst);
};

/** The values of an exchange that a client may get wrong where they begin with a zero byte. */
export const LEADING_ZEROS = ['A', 'B', 'salt', 'u', 'S'] as const;
type PaddedValue = (typeof LEADING_ZEROS)[number];

/**
 * An exchange in which the value named begins with a zero byte. They are found by search, since the values are
 * results of one-way functions.
 */
export function exchangeWithLeadingZero(value: PaddedValue, random: RandomSource): Exchange {
  if (value === 'salt') return randomExchange(random, salted(random));
  const account = randomAccount(random);
  const start = randomExchange(random, account);
  for (;;) {
    const next =
      value === 'A'
        ? { ...start, ephemeral: createEphemeral(random) }
        : { ...start, challenge: createServerChallenge({ verifier: account.verifier, random }) };
    if (hasLeadingZero(value, next)) return next;
  }
}

function hasLeadingZero(value: Exclude<PaddedValue, 'salt'>, exchange: Exchange): boolean {
  if (value === 'A') return bits(exchange.ephemeral.A) <= 3064;
  if (value === 'B') return bits(exchange.challenge.B) <= 3064;
  if (value === 'u')
    return bits(atOnce(scrambler(defaultPlatform(), exchange.ephemeral.A, exchange.challenge.B))) <= 248;
  return bits(sharedValues(exchange).S) <= 3064;
}
