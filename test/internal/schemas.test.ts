import * as v from 'valibot';
import { check, nonEmpty, oneOrMore, strictOptions, stringMap } from '../../src/internal/options.js';
import { custom, list, object, optional, refined } from '../../src/internal/schemas.js';

const even = custom<number>(value => Number.isInteger(value) && (value as number) % 2 === 0, 'must be even');
const own = strictOptions({
  name: nonEmpty,
  limit: optional(even, 60),
  names: optional(list(nonEmpty, 'must be a list of names')),
  tags: optional(stringMap),
});

it.each([
  [undefined, 'options is missing'],
  [null, 'options must be an object'],
  ['ada', 'options must be an object'],
  [{}, 'options.name is missing'],
  [{ name: undefined }, 'options.name is missing'],
  [{ name: '' }, 'options.name must not be empty'],
  [{ name: 1 }, 'options.name must be a string'],
  [{ name: 'ada', limit: 3 }, 'options.limit must be even'],
  [{ name: 'ada', names: 'ada' }, 'options.names must be a list of names'],
  [{ name: 'ada', names: ['ada', ''] }, 'options.names[1] must not be empty'],
  [{ name: 'ada', tags: null }, 'options.tags must be an object of strings'],
  [{ name: 'ada', tags: { a: 1 } }, 'options.tags.a must be a string'],
  [{ name: 'ada', nmes: [] }, 'options.nmes is not a known key; allowed: name, limit, names, tags'],
  // What is known is looked at first: the message of a wrong key would hide it.
  [{ nmes: [] }, 'options.name is missing'],
])('%j: %s', (value, message) => {
  expect(() => check(own, value, 'options')).toThrow(message);
});

it('gives defaults, and leaves out what is absent and has none', () => {
  expect(check(own, { name: 'ada' }, 'options')).toEqual({ name: 'ada', limit: 60 });
  expect(Object.keys(check(own, { name: 'ada' }, 'options'))).toEqual(['name', 'limit']);
});

it('makes an own member of a key that objects inherit', () => {
  const read = check(stringMap, JSON.parse('{"__proto__":"x","constructor":"y"}'), 'map');
  expect(Object.entries(read)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

it('leaves out what an answer has besides', () => {
  expect(check(object({ name: nonEmpty }), { name: 'ada', more: 1 }, 'answer')).toEqual({ name: 'ada' });
});

it('makes a list of one', () => {
  expect(check(oneOrMore(nonEmpty), 'admins', 'groups')).toEqual(['admins']);
  expect(() => check(oneOrMore(nonEmpty), [], 'groups')).toThrow('groups must not be empty');
});

describe('with schemas of valibot', () => {
  const short = v.pipe(nonEmpty, v.maxLength(3, 'is too long'), v.toUpperCase());

  it.each([
    [{ name: '' }, 'options.name must not be empty'],
    [{ name: 'grace' }, 'options.name is too long'],
    [{ name: 'ada', size: 'odd' }, 'options.size must be a number or odd'],
  ])('inside: %j', (value, message) => {
    const size = v.nullish(v.union([v.number(), even], 'must be a number or odd'));
    expect(() => check(strictOptions({ name: short, size }), value, 'options')).toThrow(message);
  });

  it.each([
    [{ people: ['ada'] }, 'options.people[0] must be an object'],
    [{ people: [{ name: 'ada' }, { name: 'ada', limit: 3 }] }, 'options.people[1].limit must be even'],
    [{ people: [] }, 'options.people must not be empty'],
  ])('around: %j', (value, message) => {
    const people = v.pipe(v.array(own), v.minLength(1, 'must not be empty'));
    expect(() => check(v.object({ people }), value, 'options')).toThrow(message);
  });

  it('takes their output', () => {
    const some = refined(list(short, 'must be a list'), names => names.length > 1, 'must be two');
    expect(check(strictOptions({ some }), { some: ['ada', 'bob'] }, 'options')).toEqual({
      some: ['ADA', 'BOB'],
    });
    expect(v.parse(v.object({ own }), { own: { name: 'ada' } })).toEqual({ own: { name: 'ada', limit: 60 } });
  });
});
