import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

const sizeOf = (input: string, options: readonly string[]): number => {
  const common = ['--bundle', '--minify', '--format=esm', '--loader=ts'];
  const bundle = execFileSync('node_modules/.bin/esbuild', [...common, ...options], { input });
  return gzipSync(bundle, { level: 9 }).length;
};

const BROWSER = ['--platform=browser'];
const NODE = ['--platform=node', '--external:./web-crypto.js'];

// The aims are 12 kB and 5.6 kB. What comes to less than this lowers it.
test.each([
  ['all of portcullis/web', 28_500, "export * from './src/web/index.ts'", BROWSER],
  ['TokenVerifier', 9_100, "export { TokenVerifier } from './src/verify/index.ts'", NODE],
  // A class that is not used stays out.
  ['one error', 700, "export { ConnectionError } from './src/errors/index.ts'", BROWSER],
])('a bundle with %s is at most %i bytes in gzip', (_what, most, input, options) => {
  expect(sizeOf(input, options)).toBeLessThanOrEqual(most);
});
