import { execFileSync } from 'node:child_process';

it.each([
  ['session.ts', ['jose/jwt/decrypt', 'jose/jwt/encrypt', 'valibot']],
  ['index.ts', ['valibot']],
  ['hono.ts', ['valibot']],
  ['express.ts', ['valibot']],
  ['fastify.ts', ['valibot']],
  ['koa.ts', ['valibot']],
  ['fetch.ts', ['valibot']],
  ['lambda.ts', ['valibot']],
])('%s brings no AWS SDK, and of packages only %j', (file, packages) => {
  const options = [`src/http/${file}`, '--bundle', '--platform=node', '--packages=external', '--format=esm'];
  const code = execFileSync('node_modules/.bin/esbuild', options, { encoding: 'utf8' });
  const imported = new Set([...code.matchAll(/from "([^"]+)"/g)].map(([, name]) => name));
  expect([...imported].filter(name => !name?.startsWith('node:')).sort()).toEqual(packages);
});
