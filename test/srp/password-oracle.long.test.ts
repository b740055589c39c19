import { checkProof, passwordProof } from 'portcullis/srp';
import { askOracle } from './ask-oracle.js';
import {
  type Exchange,
  exchangeWithLeadingZero,
  forOracle,
  LEADING_ZEROS,
  randomExchange,
  seededRandom,
  sharedValues,
} from './exchanges.js';

function proofOf(exchange: Exchange): string {
  const { prefix, id, password, salt, ephemeral, challenge, secretBlock, timestamp } = exchange;
  const sent = { ephemeral, salt, srpB: challenge.srpB, secretBlock, timestamp };
  return passwordProof({ poolName: prefix, userIdForSrp: id, password, ...sent });
}

function serverAccepts(exchange: Exchange): boolean {
  const { prefix, id, ephemeral, challenge, verifier, secretBlock, timestamp } = exchange;
  const claim = { srpA: ephemeral.srpA, ...challenge, verifier, secretBlock, timestamp };
  return checkProof({ identity: { prefix, id }, ...claim, signature: proofOf(exchange) });
}

function expectSameAsOracle(exchanges: readonly Exchange[]): void {
  const { signatures, srpA } = askOracle({
    signatures: exchanges.map(forOracle),
    srpA: exchanges.slice(0, 50).map(({ ephemeral }) => ephemeral.a.toString(16)),
  });
  expect(exchanges.map(proofOf)).toEqual(signatures);
  expect(exchanges.slice(0, 50).map(({ ephemeral }) => ephemeral.srpA)).toEqual(srpA);
  expect(exchanges.filter(exchange => !serverAccepts(exchange))).toEqual([]);
}

test('amazon-cognito-identity-js computes the same SRP_A and proofs in 550 random exchanges', () => {
  const random = seededRandom('passwords');
  expectSameAsOracle(Array.from({ length: 550 }, () => randomExchange(random)));
});

test.each(LEADING_ZEROS)('and the same when %s has leading zeros', value => {
  const random = seededRandom(`leading zeros of ${value}`);
  const exchanges = Array.from({ length: 5 }, () => exchangeWithLeadingZero(value, random));
  for (const exchange of exchanges) {
    const { u, S } = sharedValues(exchange);
    const digits = {
      A: exchange.ephemeral.srpA.padStart(768, '0'),
      B: exchange.challenge.srpB.padStart(768, '0'),
      salt: exchange.salt.padStart(32, '0'),
      u: u.toString(16).padStart(64, '0'),
      S: S.toString(16).padStart(768, '0'),
    };
    expect(digits[value]).toMatch(/^00/);
  }
  expectSameAsOracle(exchanges);
});

test('a salt with an odd number of digits counts as the number it spells, zeros in front or not', () => {
  const exchange = { ...randomExchange(seededRandom('odd salt')), salt: '8abcdef' };
  const { signatures } = askOracle({ signatures: [forOracle(exchange)] });
  expect([proofOf(exchange)]).toEqual(signatures);
  expect(proofOf({ ...exchange, salt: '0008ABCDEF' })).toBe(proofOf(exchange));
});
