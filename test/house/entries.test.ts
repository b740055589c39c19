import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const { exports } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
const entries = Object.keys(exports)
  .filter(name => name !== './package.json')
  .map(name => name.replace(/^\.\/?/, ''));

test('each value that the package exports lives in one entry', () => {
  const homes = new Map<string, string[]>();
  for (const entry of entries)
    for (const name of Object.keys(jest.requireActual(entry ? `portcullis/${entry}` : 'portcullis')))
      homes.set(name, [...(homes.get(name) ?? []), entry || '.']);
  const several = [...homes].filter(([, found]) => found.length > 1);
  expect(several).toEqual([]);
  expect(homes.get('Cognito')).toEqual(['.']);
  expect(homes.get('NotAuthorizedError')).toEqual(['errors']);
  expect(homes.get('TokenVerifier')).toEqual(['verify']);
});

test('an editor lists at most 55 names of a Cognito', async () => {
  const { Cognito } = await import('portcullis');
  const names = new Set<string>();
  for (let own = Cognito.prototype; own !== Object.prototype; own = Object.getPrototypeOf(own))
    for (const name of Object.getOwnPropertyNames(own)) if (name !== 'constructor') names.add(name);
  expect(names.size).toBeLessThanOrEqual(55);
});
