import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const { exports } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
const entries = Object.keys(exports)
  .filter(name => name !== './package.json')
  .map(name => name.replace(/^\.\/?/, ''));

/** The names, of types too, that a file exports. */
function exportedBy(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
  const lists = all(/^export (?:type )?\{([^}]*)\}/gm).flatMap(list => list.split(','));
  return [
    ...lists.map(name => name.trim().replace(/^type /, '')).filter(name => name !== ''),
    ...all(/^export (?:abstract |async )?(?:class|const|function|interface|type) (\w+)/gm),
    ...all(/^export \* from '(.+)\.js'/gm).flatMap(from => exportedBy(resolve(dirname(file), `${from}.ts`))),
  ];
}

const sourceOf = (entry: string): string => {
  const { types } = exports[entry ? `./${entry}` : '.'].import;
  return resolve(ROOT, types.replace('./dist/esm', 'src').replace('.d.ts', '.ts'));
};

/** A program imports one of the two, for where it runs: what it writes stays the same. */
const TWINS = ['Cognito', 'CognitoOptions', 'UserPool', 'UserPoolOptions'];

test('each name that the package exports, of types too, lives in one entry', () => {
  const homes = new Map<string, string[]>();
  for (const entry of entries) {
    const values = Object.keys(jest.requireActual(entry ? `portcullis/${entry}` : 'portcullis'));
    for (const name of new Set([...values, ...exportedBy(sourceOf(entry))]))
      homes.set(name, [...(homes.get(name) ?? []), entry || '.']);
  }
  const several = [...homes].filter(([, found]) => found.length > 1);
  const twins = TWINS.map(name => [name, ['.', 'web']]);
  expect(Object.fromEntries(several)).toEqual(Object.fromEntries(twins));
  const expected = { PoolInfo: '.', CallOptions: '.', NotAuthorizedError: 'errors', TokenVerifier: 'verify' };
  for (const [name, entry] of Object.entries(expected)) expect(homes.get(name)).toEqual([entry]);
});

test('an editor lists at most 55 names of a Cognito', async () => {
  const { Cognito } = await import('portcullis');
  const names = new Set<string>();
  for (let own = Cognito.prototype; own !== Object.prototype; own = Object.getPrototypeOf(own))
    for (const name of Object.getOwnPropertyNames(own)) if (name !== 'constructor') names.add(name);
  expect(names.size).toBeLessThanOrEqual(55);
});
