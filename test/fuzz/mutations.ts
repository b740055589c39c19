import fc from 'fast-check';

/** An object with the key as its own, which a literal of `__proto__` would not have. */
const withKey = (key: string, value: unknown): object =>
  JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`) as object;

const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  'then',
];

/** What a member may be that it should not be, or is seldom. */
const HOSTILE: readonly unknown[] = [
  ...KEYS,
  '',
  ' ',
  '\0',
  'a\0b',
  'a\r\nX-Evil: 1',
  '\ud800',
  'a\udc00b',
  '😀'.repeat(64),
  '👩‍👩‍👧‍👦',
  'عَلِيّ',
  '\u202eadmin\u202c',
  '\u2028\u2029\u0085\ufeff',
  'ẞﬁİıſ',
  'é'.normalize('NFD'),
  '管理者',
  '../../etc/passwd',
  '"; DROP TABLE users; --',
  '{{7*7}}%s%n',
  'x'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(2048),
  'x'.repeat(2049),
  'x'.repeat(100_000),
  'a.b.c',
  'eyJhbGciOiJub25lIn0.e30.',
  'AYABe'.repeat(10),
  'f'.repeat(768),
  '0',
  '-1',
  'null',
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  5e-324,
  [],
  {},
  [[]],
  [null],
  [{}],
  ['ada'],
  { Name: 'email', Value: ['x'] },
  { length: 3 },
  ...KEYS.map(key => withKey(key, 'x')),
  ...KEYS.map(key => withKey(key, { isAdmin: true })),
  withKey('k'.repeat(2049), 'x'),
  Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, 'v'])),
  Array.from({ length: 2000 }, () => ({ Name: 'email', Value: 'a@example.com' })),
  nested(50),
  nested(800),
];

/** Those that get past the check of their type. */
const TEXTS = HOSTILE.filter(value => typeof value === 'string' && value.length <= 2048);

const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

interface Mutation {
  readonly at: number;
  readonly how: 'replace' | 'drop' | 'add';
  readonly key: string;
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'drop', 'add'),
  key: fc.constantFrom(...KEYS, 'k'.repeat(2049), 'userAttributes.__proto__', 'USERNAME'),
  value: hostile,
});

/** As `valid` or, more often, with some of it replaced, left out or added to. */
export const mutated = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(mutation, { maxLength: 2 }))
    .map(([input, mutations]) => mutations.reduce(mutate, structuredClone(input)));

function mutate(input: unknown, { at, how, key, value }: Mutation): unknown {
  const places = placesIn(input);
  if (places.length === 0) return value;
  const [container, member] = places[at % places.length]!;
  if (how === 'drop') delete container[member];
  else define(container, how === 'add' && !Array.isArray(container) ? key : member, structuredClone(value));
  return input;
}

const define = (container: Record<string, unknown>, key: string, value: unknown) =>
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });

type Place = readonly [container: Record<string, unknown>, member: string];

function placesIn(value: unknown, depth = 0): Place[] {
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  const container = value as Record<string, unknown>;
  return Object.keys(container)
    .slice(0, 50)
    .flatMap(member => [[container, member] as const, ...placesIn(container[member], depth + 1)]);
}
