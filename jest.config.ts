/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

// The SDK's notice about Node 20 says nothing of these tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const config: Config = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
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
