const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/packages/*/test/**/*.test.ts'],
  // The last ones need the npm registry: `npm run test:node-versions`.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$', '<rootDir>/test/node-versions/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleNameMapper: {
    // As tsconfig.json has it: in a checkout the library is its source, in the published package what is compiled.
    '^media-metadata$': '<rootDir>/lib/index.ts',
    // A synthesis takes a process of its own and a second of CPU.
    '/synthesis-process$': '<rootDir>/test/setup/kept-synthesis.ts',
    // So does building the zip of the functions, nearly.
    '/own-code-package$': '<rootDir>/test/setup/kept-code.ts',
    // A process that compiles TypeScript as it starts takes twice as long.
    '(\\./|/program/)compiled$': '<rootDir>/test/setup/compiled.js',
    // A dynamic import names the compiled file, as Node wants it.
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  runtime: '<rootDir>/test/setup/runtime.js',
  globalSetup: '<rootDir>/test/setup/make-shared-folder.js',
  globalTeardown: '<rootDir>/test/setup/delete-shared-folder.js',
  testEnvironment: '<rootDir>/test/setup/environment.js',
  // Jest leaves one of two cores unused by itself, and a third of a test's time goes by while it waits for processes.
  maxWorkers: availableParallelism() + 2,
  // Most tests start processes or servers; a busy machine must not make one fail. A hang still ends.
  testTimeout: 30_000,
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache', '<rootDir>/dist'],
  reporters: ['default', '<rootDir>/test/setup/closing-line-reporter.js'],
};
