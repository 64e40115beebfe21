const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const usual = require('../../jest.config.js');

const ROOT = join(__dirname, '../..');

/** The test files that the long run alone has, and those that try more in it: they import `setup/long-run`. */
const testFiles = ['test', 'packages'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .filter(
      (path) =>
        path.endsWith('.long.test.ts') || readFileSync(join(ROOT, path), 'utf8').includes("/setup/long-run'"),
    ),
);

process.env.LONG_RUN = 'yes';

/** @type {import('jest').Config} */
module.exports = {
  ...usual,
  rootDir: ROOT,
  testMatch: testFiles.map((path) => `<rootDir>/${path}`),
  testPathIgnorePatterns: ['/node_modules/'],
};
