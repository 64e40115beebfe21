const root = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/node-versions/*.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
};
