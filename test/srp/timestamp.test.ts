import DateHelper from 'amazon-cognito-identity-js/lib/DateHelper.js';
import * as fc from 'fast-check';
import {
  checkProof,
  formatTimestamp,
  type PasswordChallenge,
  parseTimestamp,
  passwordProof,
} from 'portcullis/srp';
import { randomExchange, seededRandom } from './exchanges.js';

const SEPTEMBER_5 = Date.UTC(2023, 8, 5, 8, 9, 7);

test('a timestamp has the day as it is and the time in two digits each', () => {
  expect(formatTimestamp(SEPTEMBER_5)).toBe('Tue Sep 5 08:09:07 UTC 2023');
  expect(formatTimestamp(SEPTEMBER_5 + 999)).toBe('Tue Sep 5 08:09:07 UTC 2023');
  expect(formatTimestamp(Date.UTC(2024, 1, 29, 23, 59, 59))).toBe('Thu Feb 29 23:59:59 UTC 2024');
});

const moments = fc.integer({ min: 0, max: Date.UTC(2200, 0) / 1000 }).map(seconds => seconds * 1000);

test('amazon-cognito-identity-js writes every moment alike', () => {
  jest.useFakeTimers();
  try {
    fc.assert(
      fc.property(moments, epochMs => {
        jest.setSystemTime(epochMs);
        expect(formatTimestamp(epochMs)).toBe(new DateHelper().getNowString());
      }),
    );
  } finally {
    jest.useRealTimers();
  }
});

test('what was written is read back as the same moment', () => {
  fc.assert(fc.property(moments, epochMs => expect(parseTimestamp(formatTimestamp(epochMs))).toBe(epochMs)));
});

const LENIENT = ['Tue Sep 05 08:09:07 UTC 2023', 'Wed Sep 5 08:09:07 UTC 2023'];

test.each(LENIENT)('%s is a date, and no proof over it is accepted', timestamp => {
  expect(parseTimestamp(timestamp)).toBe(SEPTEMBER_5);
  const { prefix, id, password, ephemeral, challenge, salt, verifier, secretBlock } = randomExchange(
    seededRandom('timestamps'),
  );
  const check = (text: string) => {
    const sent = { ephemeral, salt, srpB: challenge.srpB, secretBlock, timestamp: text };
    const question: PasswordChallenge = { ...sent, poolName: prefix, userIdForSrp: id, password };
    const claim = { srpA: ephemeral.srpA, ...challenge, verifier, secretBlock, timestamp: text };
    return checkProof({ identity: { prefix, id }, ...claim, signature: passwordProof(question) });
  };
  expect(check(timestamp)).toBe(false);
  expect(check('Tue Sep 5 08:09:07 UTC 2023')).toBe(true);
});

test.each([
  '',
  'now',
  '2023-09-05T08:09:07Z',
  'Di Sep 5 08:09:07 UTC 2023',
  'Tue Sept 5 08:09:07 UTC 2023',
  'Tue Sep 5 08:09:07 2023',
  'Tue Sep 5 08:09:07 UTC 23',
  'Tue Sep 31 08:09:07 UTC 2023',
  'Wed Feb 29 08:09:07 UTC 2023',
  'Tue Sep 0 08:09:07 UTC 2023',
  'Tue Sep 5 24:09:07 UTC 2023',
  'Tue Sep 5 08:60:07 UTC 2023',
  'Tue Sep 5 08:09:60 UTC 2023',
  ' Tue Sep 5 08:09:07 UTC 2023',
  'Tue Sep 5 08:09:07 UTC 2023\n',
])('%j is no date', text => {
  expect(parseTimestamp(text)).toBeUndefined();
});
