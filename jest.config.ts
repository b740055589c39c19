/** @jest-config-loader esbuild-register */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Config } from 'jest';

// The SDK's notice about Node 20 says nothing of these tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// In CI a program that is missing is a failure. Elsewhere the tests that start it are left out, which is said plainly.
const withRedis = Boolean(process.env.CI) || isInstalled('redis-server');
process.env.PORTCULLIS_TEST_REDIS = withRedis ? 'yes' : 'no';
if (!withRedis)
  process.stderr.write(
    'redis-server is not installed, so what is kept in Redis goes untested here. Install it: apt-get install redis-server\n',
  );

const config: Config = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', ...(withRedis ? [] : ['/redis-store\\.test'])],
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These packages ship ES modules only; Jest's module system needs them transformed.
  transformIgnorePatterns: ['/node_modules/(?!(jose|@noble/hashes)/)'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^portcullis$': '<rootDir>/src/index.ts',
    '^portcullis/(.*)$': ['<rootDir>/src/$1/index.ts', '<rootDir>/src/$1.ts'],
  },
};

export default config;

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
