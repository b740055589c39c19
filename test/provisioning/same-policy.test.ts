import fc from 'fast-check';
import { parsePolicy, samePolicy } from '../../src/provisioning/same-policy.js';

type Json = Record<string, unknown>;

const texts = (...values: string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const statement = fc.record(
  {
    Sid: fc.constantFrom('one', 'two'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: texts('s3:GetObject', 's3:Put*', 'sts:AssumeRole', '*'),
    Resource: texts('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::A/*', "arn:aws:s3:::it's (100%) ü"),
    Condition: fc.record({
      StringEquals: fc.record({ 'aws:PrincipalTag/team': texts('a', 'b', 'c') }),
      Bool: fc.record({ 'aws:SecureTransport': fc.constantFrom(['true'], ['false']) }),
    }),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);
const policy = fc.record({
  Version: fc.constantFrom('2012-10-17', '2008-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
});

/** Decides, one after the other, whether to write things this way or that. */
type Coin = () => boolean;

const reversed = <T>(list: readonly T[], coin: Coin): T[] => (coin() ? list.toReversed() : [...list]);
const single = (list: readonly unknown[], coin: Coin) => (list.length === 1 && coin() ? list[0] : list);
const shuffledKeys = (record: object, coin: Coin, write: (value: unknown, key: string) => unknown): Json =>
  Object.fromEntries(reversed(Object.entries(record), coin).map(([key, value]) => [key, write(value, key)]));

/** The same policy, written otherwise. */
function rewritten(document: Json, coin: Coin): Json {
  const values = (value: unknown, key: string) => {
    const list = reversed(value as string[], coin).map(text => {
      if (key === 'Action' && coin()) return text.toUpperCase();
      return (text === 'true' || text === 'false') && coin() ? text === 'true' : text;
    });
    return single(coin() ? [...list, list[0]] : list, coin);
  };
  const tests = (value: unknown) =>
    Object.fromEntries(
      Object.entries(shuffledKeys(value as object, coin, values)).map(([key, wanted]) => [
        coin() ? key.toUpperCase() : key,
        wanted,
      ]),
    );
  const members = (value: unknown, key: string) => {
    if (key === 'Sid' || key === 'Effect') return value;
    return key === 'Condition' ? shuffledKeys(value as object, coin, tests) : values(value, key);
  };
  const statements = (document.Statement as object[]).map(one => {
    const { Sid = '', ...rest } = shuffledKeys(one, coin, members);
    return Sid === '' && coin() ? rest : { ...rest, Sid };
  });
  return shuffledKeys({ ...document, Statement: statements }, coin, (value, key) =>
    key === 'Statement' ? single(reversed(value as object[], coin), coin) : value,
  );
}

const coins = fc.infiniteStream(fc.boolean()).map(
  (stream): Coin =>
    () =>
      stream.next().value ?? false,
);

test('a policy that is written otherwise says the same', () => {
  fc.assert(
    fc.property(policy, coins, (document, coin) => {
      expect(samePolicy(document, rewritten(document, coin))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a policy comes back from the encoding that IAM uses', () => {
  fc.assert(
    fc.property(policy, fc.boolean(), (document, pretty) => {
      const text = JSON.stringify(document, null, pretty ? 2 : undefined);
      const encoded = encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16)}`);
      expect(parsePolicy(encoded)).toEqual(document);
      expect(parsePolicy(text)).toEqual(document);
    }),
  );
});

const base = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'one',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::a',
      Condition: { StringEquals: { 'aws:username': 'ada' } },
    },
  ],
};
const [only] = base.Statement;

test.each<[string, unknown]>([
  ['another version', { ...base, Version: '2008-10-17' }],
  ['no version, which means the oldest', { Statement: base.Statement }],
  ['another effect', { ...base, Statement: { ...only, Effect: 'Deny' } }],
  ['an action more', { ...base, Statement: { ...only, Action: ['s3:GetObject', 's3:PutObject', 's3:*'] } }],
  ['an action less', { ...base, Statement: { ...only, Action: 's3:GetObject' } }],
  ['a resource in another case', { ...base, Statement: { ...only, Resource: 'arn:aws:s3:::A' } }],
  [
    'all resources but one',
    { ...base, Statement: { ...only, Resource: undefined, NotResource: 'arn:aws:s3:::a' } },
  ],
  ['no condition', { ...base, Statement: { ...only, Condition: {} } }],
  [
    'another operator',
    { ...base, Statement: { ...only, Condition: { StringLike: { 'aws:username': 'ada' } } } },
  ],
  [
    'a value in another case',
    { ...base, Statement: { ...only, Condition: { StringEquals: { 'aws:username': 'Ada' } } } },
  ],
  ['a statement more', { ...base, Statement: [only, { ...only, Sid: 'two', Effect: 'Deny' }] }],
  ['a principal', { ...base, Statement: { ...only, Principal: { AWS: '*' } } }],
  ['another Sid', { ...base, Statement: { ...only, Sid: 'two' } }],
  ['no policy', {}],
  ['no JSON', parsePolicy('%7B')],
])('%s is another policy', (_, other) => {
  expect(samePolicy(base, base)).toBe(true);
  expect(samePolicy(base, other)).toBe(false);
  expect(samePolicy(other, base)).toBe(false);
});
