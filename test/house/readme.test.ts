import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

test('every program in the README is one that check:runners runs', () => {
  const blocks = read('README.md').match(/^```ts.*$/gm);
  expect(blocks).toContain('```ts run');
  expect(new Set(blocks)).toEqual(new Set(['```ts run']));
});
