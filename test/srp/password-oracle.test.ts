import { checkProof, passwordProof } from 'portcullis/srp';
import {
  type Exchange,
  exchangeWithLeadingZero,
  randomExchange,
  seededRandom,
  sharedValues,
} from './exchanges.js';
import { createOracle } from './oracle.js';

jest.setTimeout(300_000);

const oracle = createOracle();

function expectSameProof(exchange: Exchange): void {
  const { prefix, id, password, salt, ephemeral, challenge, secretBlock, timestamp, verifier } = exchange;
  const { a, srpA } = ephemeral;
  const sent = { salt, srpB: challenge.srpB, secretBlock, timestamp };
  const ours = passwordProof({ ephemeral, poolName: prefix, userIdForSrp: id, password, ...sent });
  expect(ours).toBe(oracle.signature({ prefix, id, password, a, srpA, ...sent }));
  const claim = { srpA, ...challenge, verifier, secretBlock, timestamp, signature: ours };
  expect(checkProof({ identity: { prefix, id }, ...claim })).toBe(true);
}

test('amazon-cognito-identity-js computes the same proof in 550 random exchanges', () => {
  const random = seededRandom('passwords');
  for (let i = 0; i < 550; i++) expectSameProof(randomExchange(random));
});

test('amazon-cognito-identity-js computes the same SRP_A', () => {
  const random = seededRandom('public values');
  for (let i = 0; i < 50; i++) {
    const { a, srpA } = randomExchange(random).ephemeral;
    expect(srpA).toBe(oracle.srpA(a));
  }
});

test.each(['A', 'B', 'salt', 'u', 'S'] as const)('and the same proof when %s has leading zeros', value => {
  const random = seededRandom(`leading zeros of ${value}`);
  for (let i = 0; i < 5; i++) {
    const exchange = exchangeWithLeadingZero(value, random);
    const { u, S } = sharedValues(exchange);
    const digits = {
      A: exchange.ephemeral.srpA.padStart(768, '0'),
      B: exchange.challenge.srpB.padStart(768, '0'),
      salt: exchange.salt.padStart(32, '0'),
      u: u.toString(16).padStart(64, '0'),
      S: S.toString(16).padStart(768, '0'),
    };
    expect(digits[value]).toMatch(/^00/);
    expectSameProof(exchange);
    expect(exchange.ephemeral.srpA).toBe(oracle.srpA(exchange.ephemeral.a));
  }
});

test('a salt with an odd number of digits counts as the number it spells, zeros in front or not', () => {
  const exchange = { ...randomExchange(seededRandom('odd salt')), salt: '8abcdef' };
  const { prefix, id, password, ephemeral, challenge, secretBlock, timestamp } = exchange;
  const sent = { srpB: challenge.srpB, secretBlock, timestamp };
  const proof = (salt: string) =>
    passwordProof({ ephemeral, poolName: prefix, userIdForSrp: id, password, salt, ...sent });
  const { a, srpA } = ephemeral;
  expect(proof('8abcdef')).toBe(
    oracle.signature({ prefix, id, password, a, srpA, salt: '8abcdef', ...sent }),
  );
  expect(proof('0008ABCDEF')).toBe(proof('8abcdef'));
});
