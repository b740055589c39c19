import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const page = readFileSync(resolve(ROOT, 'docs/what-users-ask.md'), 'utf8');
const named = [...page.matchAll(/\| `(test\/\S+)`: (.*?)(?: \(.*\))? \|$/gm)].map(([, file, name]) => [
  file,
  name,
]);

test('every demand names its test', () => {
  const rows = page.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| they ask'));
  expect(named).toHaveLength(rows.length);
});

test.each(named)('%s has the test that is named: %s', (file, name) => {
  expect(readFileSync(resolve(ROOT, file as string), 'utf8')).toContain(name);
});
