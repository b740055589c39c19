import {
  checkProof,
  createDeviceSecret,
  createEphemeral,
  createServerChallenge,
  deviceProof,
  passwordProof,
  type RandomSource,
} from 'portcullis/srp';
import { askOracle } from './ask-oracle.js';
import { forOracle, LEADING_ZEROS, randomExchange, seededRandom } from './exchanges.js';
import { type ExchangeVector, recordedVectors } from './vectors.js';

/** What amazon-cognito-identity-js computed; `password-oracle.long.test.ts` and its sibling ask it itself, for longer. */
const { passwords, devices, deviceSecrets } = recordedVectors();

/** Gives these bytes as random ones. */
const replaying =
  (hex: string): RandomSource =>
  count =>
    Uint8Array.from(Buffer.from(hex.padStart(2 * count, '0'), 'hex'));

const base64Of = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
const hexOf = (base64: string) => Buffer.from(base64, 'base64').toString('hex');

/** Both halves of the exchange, computed anew. */
function compute(vector: ExchangeVector, proofOf: typeof passwordSignature) {
  const { prefix, id, verifier, secretBlock, timestamp } = vector;
  const ephemeral = createEphemeral(replaying(vector.a));
  const challenge = createServerChallenge({ verifier, random: replaying(vector.b) });
  const signature = proofOf(vector, {
    ephemeral,
    salt: vector.salt,
    srpB: challenge.srpB,
    secretBlock,
    timestamp,
  });
  const { srpA } = ephemeral;
  const claim = { srpA, ...challenge, verifier, secretBlock, timestamp, signature };
  const accepted = checkProof({ identity: { prefix, id }, ...claim });
  return { srpA, srpB: challenge.srpB, signature, accepted };
}

type Sent = Omit<Parameters<typeof passwordProof>[0], 'poolName' | 'userIdForSrp' | 'password'>;

const passwordSignature = ({ prefix, id, password }: ExchangeVector, sent: Sent): string =>
  passwordProof({ poolName: prefix, userIdForSrp: id, password, ...sent });

const deviceSignature = ({ prefix, id, password }: ExchangeVector, sent: Sent): string =>
  deviceProof({ deviceGroupKey: prefix, deviceKey: id, devicePassword: password, ...sent });

const theirs = ({ srpA, srpB, signature }: ExchangeVector) => ({ srpA, srpB, signature, accepted: true });

test('every recorded exchange with a password comes to the same SRP_A and signature', () => {
  expect(passwords.map(vector => compute(vector, passwordSignature))).toEqual(passwords.map(theirs));
  expect(passwords.length).toBeGreaterThanOrEqual(75);
});

test.each(LEADING_ZEROS)('and so when %s has leading zeros', value => {
  const special = passwords.filter(({ kind }) => kind.startsWith(`${value} `));
  expect(special.map(vector => compute(vector, passwordSignature))).toEqual(special.map(theirs));
  expect(special).toHaveLength(5);
});

test('every recorded exchange of a device comes to the same signature', () => {
  expect(devices.map(vector => compute(vector, deviceSignature))).toEqual(devices.map(theirs));
  expect(devices.length).toBeGreaterThanOrEqual(30);
});

test('of the same random bytes come the salt and the verifier of every recorded device', () => {
  expect(deviceSecrets.length).toBeGreaterThanOrEqual(30);
  for (const { password, salt, verifier, ...keys } of deviceSecrets) {
    const saltBytes = salt.padStart(34, '0').slice(-32);
    const random: RandomSource = count => replaying(count === 40 ? hexOf(password) : saltBytes)(count);
    expect(createDeviceSecret({ ...keys, random })).toEqual({
      password,
      salt: base64Of(salt),
      verifier: base64Of(verifier),
    });
  }
});

test('amazon-cognito-identity-js still computes what is recorded, and the same of a salt of odd length', () => {
  const odd = forOracle({ ...randomExchange(seededRandom('odd salt')), salt: '8abcdef' });
  const recorded = [...passwords.slice(0, 2), ...passwords.slice(-2), ...devices.slice(0, 2)];
  const { signatures } = askOracle({ signatures: [...recorded, odd] });
  expect(signatures.slice(0, -1)).toEqual(recorded.map(({ signature }) => signature));

  const ephemeral = createEphemeral(replaying(odd.a));
  const { prefix: poolName, id: userIdForSrp, password, srpB, secretBlock, timestamp } = odd;
  const question = { ephemeral, poolName, userIdForSrp, password, srpB, secretBlock, timestamp };
  expect(passwordProof({ ...question, salt: odd.salt })).toBe(signatures.at(-1));
  expect(passwordProof({ ...question, salt: '0008ABCDEF' })).toBe(signatures.at(-1));
});

test('a device salt that begins with zeros is sent as the number it is', () => {
  const zeros: RandomSource = count => Uint8Array.from({ length: count }, (_, i) => (i < 3 ? 0 : 0x90));
  const secret = createDeviceSecret({ deviceGroupKey: '-abcdefgh', deviceKey: 'eu-west-1_1', random: zeros });
  expect(hexOf(secret.salt)).toBe(`00${'90'.repeat(13)}`);
});
