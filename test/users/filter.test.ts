import fc from 'fast-check';
import { where } from 'portcullis';
import { InvalidOptionError } from 'portcullis/errors';
import { all, usersOf } from '../helpers/managers.js';
import { closeAfterEach, poolWith } from '../helpers/pool.js';

closeAfterEach();

interface Clause {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/**
 * The grammar that Cognito documents for `Filter`: `AttributeName Filter-Type "AttributeValue"`, with a backslash before
 * a quotation mark in the value. Read character by character, unlike the local pool's, which is a regular expression.
 */
function parse(filter: string): Clause {
  const [, name = '', operator = '', quoted = ''] = /^([a-z:_]+) (\^?=) (.*)$/s.exec(filter) ?? [];
  const characters = [...quoted];
  if (characters.shift() !== '"') throw new Error(`no opening quotation mark in ${filter}`);
  let value = '';
  for (let char = characters.shift(); char !== '"'; char = characters.shift()) {
    if (char === '\\') char = characters.shift();
    if (char === undefined) throw new Error(`no closing quotation mark in ${filter}`);
    value += char;
  }
  if (characters.length > 0) throw new Error(`something follows the value in ${filter}`);
  return { name, operator, value };
}

const texts = [
  'username',
  'sub',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
] as const;
const value = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('"', '\\', 'a', ' ', '=', '^'), minLength: 1, maxLength: 60 }),
);

test('whatever is looked for, the filter asks for exactly that', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), value, fc.boolean(), (name, text, prefix) => {
      const filter = prefix ? where[name].startsWith(text) : where[name].equals(text);
      expect(parse(`${filter}`)).toEqual({ name, operator: prefix ? '^=' : '=', value: text });
    }),
  );
});

test('states of an account are searched by the fields that a user has', () => {
  expect(`${where.status.equals('FORCE_CHANGE_PASSWORD')}`).toBe(
    'cognito:user_status = "FORCE_CHANGE_PASSWORD"',
  );
  expect(`${where.enabled.equals(true)}`).toBe('status = "Enabled"');
  expect(`${where.enabled.equals(false)}`).toBe('status = "Disabled"');
});

test('a pool finds the one user whose name is full of quotation marks and backslashes', async () => {
  const names = ['"', '\\', '\\"', '" or name ^= "', 'Ada "the Countess" Lovelace', 'C:\\ada\\'];
  const pool = await poolWith({
    users: names.map((name, index) => ({ username: `user${index}`, attributes: { name } })),
  });
  const users = usersOf(pool);
  for (const [index, name] of names.entries()) {
    const found = await all(users.search(where.name.equals(name)));
    expect(found.map(({ username }) => username)).toEqual([`user${index}`]);
  }
});

test('what Cognito would not take is refused before anything is sent', () => {
  expect(() => where.email.startsWith('')).toThrow(InvalidOptionError);
  expect(() => where.email.equals('a'.repeat(250))).toThrow(/256 characters/);
  expect(() => where.enabled.equals('yes' as never)).toThrow(InvalidOptionError);
  expect(() =>
    usersOf({ userPoolId: 'eu-west-1_A' } as never).list({ filter: 'email = "a"' as never }),
  ).toThrow(/made by where/);
});
