import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');
const demands = read('docs/what-users-ask.md');

/** The tests that a page names in its tables, by file and name. */
const testsOf = (page: string) =>
  [...page.matchAll(/\| `(test\/\S+)`: ([^|]*?)(?: \([^|]*\))? \|/g)].map(([, file = '', name = '']) => [
    file,
    name,
  ]);

test('every demand names its test', () => {
  const rows = demands.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| they ask'));
  expect(testsOf(demands)).toHaveLength(rows.length);
});

test.each([...testsOf(demands), ...testsOf(read('docs/security.md'))])(
  '%s has the test that is named: %s',
  (file = '', name = '') => {
    expect(read(file)).toContain(name);
  },
);

test('the page of security gives each dependency its reason', () => {
  const [, table = ''] = read('docs/security.md').split('## Dependencies');
  const rows = table.split('\n').filter(line => line.startsWith('| `'));
  const named = rows.flatMap(row =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  expect(named.sort()).toEqual(Object.keys(dependencies).sort());
});
