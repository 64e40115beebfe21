const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const usual = require('../../jest.config.js');

const ROOT = join(__dirname, '../..');

/** The test files that try more in the long run: those that import `setup/long-run`. */
const testFiles = ['test', 'packages'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(join(ROOT, path), 'utf8').includes("/setup/long-run'")),
);

process.env.LONG_RUN = 'yes';

/** @type {import('jest').Config} */
module.exports = { ...usual, rootDir: ROOT, testMatch: testFiles.map((path) => `<rootDir>/${path}`) };
