import * as fc from 'fast-check';
import { SrpRefusedError } from 'portcullis/errors';
import {
  checkPassword,
  checkProof,
  createDeviceSecret,
  createEphemeral,
  createServerChallenge,
  createVerifier,
  deviceProof,
  formatTimestamp,
  type PasswordChallenge,
  parseTimestamp,
  passwordProof,
  portablePlatform,
} from 'portcullis/srp';
import { N } from '../../src/srp/group.js';
import { defaultPlatform } from '../../src/srp/platforms.js';
import { randomExchange, seededRandom } from './exchanges.js';

const random = seededRandom('refusals');
const exchange = randomExchange(random);
const { prefix, id, password, ephemeral, challenge, salt, verifier, secretBlock, timestamp } = exchange;
const identity = { prefix, id };
const sent = { ephemeral, salt, srpB: challenge.srpB, secretBlock, timestamp };
const question: PasswordChallenge = { ...sent, poolName: prefix, userIdForSrp: id, password };
const signature = passwordProof(question);
const claim = {
  identity,
  srpA: ephemeral.srpA,
  ...challenge,
  verifier,
  secretBlock,
  timestamp,
  signature,
};
/** A platform whose hash is always zero, since no search will find a u that is. */
const zeroHash = { ...defaultPlatform(), sha256: () => new Uint8Array(32) };

/** What an attacker without the password computes with, where S is 0 for everybody. */
const zeroPower = { ...defaultPlatform(), modPow: () => 0n };

describe('the client refuses', () => {
  test.each([0n, N, 2n * N, 5n * N])('a B that is 0 modulo N (%#)', B => {
    expect(() => passwordProof({ ...question, srpB: B.toString(16) })).toThrow(SrpRefusedError);
    const device = { deviceGroupKey: '-abcdefgh', deviceKey: 'eu-west-1_1', devicePassword: password };
    expect(() => deviceProof({ ...sent, ...device, srpB: B.toString(16) })).toThrow(SrpRefusedError);
  });

  test('u = 0', () => {
    expect(() => passwordProof({ ...question, platform: zeroHash })).toThrow(SrpRefusedError);
  });

  test('an A that is 0 modulo N', () => {
    const broken = { ...portablePlatform, modPow: () => N };
    expect(() => createEphemeral(random, broken)).toThrow(SrpRefusedError);
  });

  test.each([
    ['salt', 'xyz'],
    ['salt', ''],
    ['srpB', '-5'],
    ['srpB', '0x5'],
  ])('a malformed %s, without quoting it', (name, value) => {
    const attempt = () => passwordProof({ ...question, [name]: value });
    expect(attempt).toThrow(expect.objectContaining({ code: 'SRP_REFUSED', name: 'SrpRefusedError' }));
    if (value) expect(attempt).not.toThrow(value);
  });

  test('no secret block: what is not base64 is opaque, and signed as it is', () => {
    const proofs = ['not base64!', 'nor is this!'].map(block =>
      passwordProof({ ...question, secretBlock: block }),
    );
    expect(new Set([signature, ...proofs]).size).toBe(3);
  });

  test('randomness that is shorter than it should be', () => {
    const short = (count: number) => new Uint8Array(count - 1);
    expect(() => createEphemeral(short)).toThrow(RangeError);
    expect(() => createDeviceSecret({ deviceGroupKey: 'g', deviceKey: 'k', random: short })).toThrow(
      RangeError,
    );
    expect(() => createVerifier({ poolName: 'p', username: 'u', password: 'x', random: short })).toThrow(
      RangeError,
    );
  });
});

describe('the server half', () => {
  test('accepts the proof that was made for it', () => {
    expect(checkProof(claim)).toBe(true);
  });

  test.each([0n, N, 2n * N])('refuses an A that is 0 modulo N, whatever is signed (%#)', A => {
    const srpA = A.toString(16);
    const forged = passwordProof({ ...question, ephemeral: { a: 1n, A, srpA }, platform: zeroPower });
    expect(checkProof({ ...claim, srpA, signature: forged })).toBe(false);
    expect(checkProof({ ...claim, srpA })).toBe(false);
  });

  test.each(['0', N.toString(16)])('refuses a verifier that is 0 modulo N, whatever is signed (%#)', zero => {
    const forged = passwordProof({ ...question, platform: zeroPower });
    expect(checkProof({ ...claim, verifier: zero, signature: forged })).toBe(false);
  });

  test('refuses u = 0', () => {
    const forged = passwordProof({ ...question, password: 'any' });
    for (const proof of [signature, forged]) {
      expect(checkProof({ ...claim, signature: proof, platform: zeroHash })).toBe(false);
    }
  });

  test.each([
    ['srpA', 'xyz'],
    ['srpA', ''],
    ['verifier', '-1'],
    ['signature', '%%%'],
    ['signature', ''],
    ['secretBlock', '%%%'],
    ['timestamp', ''],
    ['timestamp', 'yesterday'],
  ])('refuses a malformed %s (%#)', (name, value) => {
    expect(checkProof({ ...claim, [name]: value })).toBe(false);
  });

  test('will not begin an exchange with a verifier that is no number', () => {
    expect(() => createServerChallenge({ verifier: 'zz', random })).toThrow(RangeError);
  });

  test('refuses every other password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), other => {
        fc.pre(other !== password);
        const proof = passwordProof({ ...question, password: other });
        expect(checkProof({ ...claim, signature: proof })).toBe(false);
        const stored = { poolName: prefix, username: id, salt, verifier };
        expect(checkPassword({ ...stored, password: other })).toBe(false);
      }),
      { numRuns: 40 },
    );
    expect(checkPassword({ poolName: prefix, username: id, salt, verifier, password })).toBe(true);
  });

  test('refuses a proof made over any altered salt, B, block, timestamp or name', () => {
    const altered = fc.record({
      bit: fc.nat(2 ** 20),
      field: fc.constantFrom('salt', 'srpB', 'secretBlock'),
    });
    fc.assert(
      fc.property(altered, ({ bit, field }) => {
        const changed = { ...question, [field]: flipBit(question[field as 'salt'], bit, field) };
        expect(checkProof({ ...claim, signature: passwordProof(changed) })).toBe(false);
      }),
      { numRuns: 60 },
    );
    const later = formatTimestamp((parseTimestamp(timestamp) ?? 0) + 1000);
    for (const change of [{ timestamp: later }, { poolName: `${prefix}x` }, { userIdForSrp: `${id}x` }]) {
      expect(checkProof({ ...claim, signature: passwordProof({ ...question, ...change }) })).toBe(false);
    }
  });

  test('refuses the proof when any of its own values is another', () => {
    const other = randomExchange(random);
    const changes = [
      { srpA: other.ephemeral.srpA },
      { b: other.challenge.b },
      { B: other.challenge.B },
      { verifier: other.verifier },
      { secretBlock: other.secretBlock },
      { timestamp: formatTimestamp((parseTimestamp(timestamp) ?? 0) + 1000) },
      { identity: { prefix, id: `${id}x` } },
    ];
    for (const change of changes) expect(checkProof({ ...claim, ...change })).toBe(false);
  });

  test('refuses a signature with any bit flipped, or cut short', () => {
    for (let bit = 0; bit < 256; bit += 17) {
      expect(checkProof({ ...claim, signature: flipBit(signature, bit, 'secretBlock') })).toBe(false);
    }
    const cut = Buffer.from(signature, 'base64').subarray(0, 16).toString('base64');
    expect(checkProof({ ...claim, signature: cut })).toBe(false);
  });

  test('finds no password in a stored value that is no number', () => {
    const stored = { poolName: prefix, username: id, password };
    expect(checkPassword({ ...stored, salt, verifier: 'xyz' })).toBe(false);
    expect(checkPassword({ ...stored, salt: '', verifier })).toBe(false);
  });
});

/** The text with one bit of the bytes it stands for turned over. */
function flipBit(text: string, bit: number, field: string): string {
  const encoding = field === 'secretBlock' ? 'base64' : 'hex';
  const bytes = Buffer.from(encoding === 'hex' && text.length % 2 ? `0${text}` : text, encoding);
  const place = bit % (8 * bytes.length);
  bytes[place >> 3]! ^= 1 << (place & 7);
  return bytes.toString(encoding);
}
