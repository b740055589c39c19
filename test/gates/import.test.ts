import { execFileSync } from 'node:child_process';

it('brings neither the AWS SDK nor any package but valibot', () => {
  const options = [
    'src/gates/index.ts',
    '--bundle',
    '--platform=node',
    '--packages=external',
    '--format=esm',
  ];
  const code = execFileSync('node_modules/.bin/esbuild', options, { encoding: 'utf8' });
  const imported = [...code.matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
  expect([...new Set(imported)].filter(name => !name?.startsWith('node:'))).toEqual(['valibot']);
});
