/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // These need the npm registry: `npm run test:node-versions`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/node-versions/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  testEnvironment: '<rootDir>/test/setup/environment.js',
  // Most tests start processes or servers; a busy machine must not make one fail. A hang still ends.
  testTimeout: 30_000,
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache'],
  reporters: ['default', '<rootDir>/test/setup/closing-line-reporter.js'],
};
