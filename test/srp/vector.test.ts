import * as crypto from 'node:crypto';
import {
  checkPassword,
  checkProof,
  createEphemeral,
  createServerChallenge,
  opensslPlatform,
  passwordProof,
  portablePlatform,
} from 'portcullis/srp';
import { atOnce } from '../../src/srp/platform.js';
import { privateKey, scrambler } from '../../src/srp/proof.js';

/** An exchange whose every value is published, checked with two other clients. A, salt and u all need a zero byte. */
const identity = { prefix: 'TestPool1', id: 'alice' };
const password = 'Correct-Horse9';
const salt = '8063479ad69a090b258277ec8fba6f99';
const secretBlock = 'c2VjcmV0LWJsb2Nr';
const timestamp = 'Tue Sep 5 08:09:07 UTC 2023';
const signature = 'YuXvM5jyGxM0n03pzwEeFGrUN9ZazPV9Fq0Ue+2a8Og=';
const hashOf = (text: string) => () => Uint8Array.from(crypto.createHash('sha256').update(text).digest());

describe.each([
  ['OpenSSL', opensslPlatform(crypto)],
  ['portable', portablePlatform],
])('the published exchange on the %s platform', (_name, platform) => {
  const x = atOnce(privateKey(platform, identity, password, BigInt(`0x${salt}`)));
  const verifier = platform.modPow(2n, x).toString(16);
  const ephemeral = createEphemeral(hashOf('client-a'), platform);
  const challenge = createServerChallenge({ verifier, random: hashOf('server-b'), platform });

  test('has the published x, A, B and u', () => {
    expect(x.toString(16)).toMatch(/^3cabd9f7.*07b8d6ce$/);
    expect(ephemeral.srpA).toMatch(/^8082ce6da9dbfd14/);
    expect(challenge.srpB).toMatch(/^11d958854f4d8975/);
    const u = atOnce(scrambler(platform, ephemeral.A, challenge.B));
    expect(u.toString(16)).toMatch(/^ccd8bb7c.*cd06f92b$/);
    expect([ephemeral.A, BigInt(`0x${salt}`), u].map(value => platform.signedBytes(value)[0])).toEqual([
      0, 0, 0,
    ]);
  });

  test('ends in the published signature, which the server half accepts', () => {
    const parts = { salt, srpB: challenge.srpB, secretBlock, timestamp, platform };
    const names = { poolName: identity.prefix, userIdForSrp: identity.id };
    expect(passwordProof({ ephemeral, password, ...names, ...parts })).toBe(signature);
    const proof = { srpA: ephemeral.srpA, verifier, secretBlock, timestamp, signature, platform };
    expect(checkProof({ identity, ...challenge, ...proof })).toBe(true);
  });

  test('accepts the plain password and no other', () => {
    const stored = { poolName: identity.prefix, username: identity.id, salt, verifier, platform };
    expect(checkPassword({ ...stored, password })).toBe(true);
    expect(checkPassword({ ...stored, password: 'correct-horse9' })).toBe(false);
  });
});
