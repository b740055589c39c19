import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

test('the README shows the quickstart as it is run', () => {
  const blocks = [...read('README.md').matchAll(/<!-- (examples\/\S+) -->\n```ts\n([\s\S]*?)```/g)];
  expect(blocks.map(([, path]) => path)).toContain('examples/quickstart/quickstart.ts');
  for (const [, path, code] of blocks) expect(code).toBe(read(path as string));
});
