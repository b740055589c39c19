/** @jest-config-loader esbuild-register */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Config } from 'jest';

// The SDK's notice about Node 20 says nothing of these tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// In CI a program that is missing is a failure. Elsewhere the tests that start it are left out, which is said plainly.
const withRedis = mayCountOn('redis-server', 'what is kept in Redis');
process.env.PORTCULLIS_TEST_REDIS = withRedis ? 'yes' : 'no';
const withChromium = mayCountOn('chromium', 'the sample site and portcullis/web in a browser');
process.env.PORTCULLIS_TEST_CHROMIUM = pathOf('chromium') ?? '';

const config: Config = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/helpers/make-signing-keys.ts',
  setupFiles: ['<rootDir>/test/helpers/use-signing-keys.ts'],
  // Tests wait for the disk and for other processes as much as they count.
  maxWorkers: '100%',
  // What takes long is a command of its own: `npm run test:long`.
  testMatch: ['**/*.test.ts', '!**/*.long.test.ts'],
  // Ends what hangs. Nothing here measures time, and a busy machine takes as long as it takes.
  testTimeout: 600_000,
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(withRedis ? [] : ['/redis-(?:store|stopped)\\.test']),
    ...(withChromium ? [] : ['/test/web/', '-in-chromium\\.test']),
  ],
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These packages ship ES modules only; Jest's module system needs them transformed.
  transformIgnorePatterns: [
    '/node_modules/(?!(env-paths|is-safe-filename|jose|@noble/hashes|https?-proxy-agent|agent-base|proxy-agent-negotiate)/)',
  ],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^portcullis$': '<rootDir>/src/index.ts',
    '^portcullis/(.*)$': ['<rootDir>/src/$1/index.ts', '<rootDir>/src/$1.ts'],
  },
};

export default config;

function mayCountOn(program: string, what: string): boolean {
  if (process.env.CI || pathOf(program)) return true;
  process.stderr.write(
    `${program} is not installed, so ${what} goes untested here. Install it: apt-get install ${program}\n`,
  );
  return false;
}

function pathOf(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map(folder => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
