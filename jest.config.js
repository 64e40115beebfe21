/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  // A dynamic import names the compiled file, as Node wants it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  // Most tests start processes or servers; a busy machine must not make one fail. A hang still ends.
  testTimeout: 30_000,
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache', '<rootDir>/dist'],
  reporters: ['default', '<rootDir>/test/setup/closing-line-reporter.js'],
};
