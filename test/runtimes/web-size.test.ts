import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

/** amazon-cognito-identity-js, bundled so, is 26.9 kB. The aim is 12 kB, and less is better: lower this with it. */
const MOST_BYTES = 29_500;

test(`all of portcullis/web, bundled for a browser, is at most ${MOST_BYTES / 1000} kB in gzip`, () => {
  const options = ['--bundle', '--minify', '--format=esm', '--platform=browser', '--loader=ts'];
  const input = "export * from './src/web/index.ts';";
  const bundle = execFileSync('node_modules/.bin/esbuild', options, { input });
  expect(gzipSync(bundle, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
});
