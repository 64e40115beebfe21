const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { keptText } = require('./kept-text');

const ROOT = join(__dirname, '../..');

/**
 * Takes the place of `cli/program/compiled` in all tests. The processes that the code under test starts, such as the one
 * that synthesizes, are then those of the compiled command, as for whoever uses it: TypeScript need not be compiled for each
 * of them, which is half of their time. What `npx media` would compile is compiled, once in a run, when the first test asks.
 */
Object.defineProperty(exports, 'COMPILED_DIRECTORY', { enumerable: true, get: compiledDirectory });

function compiledDirectory() {
  return keptText('compiled-directory', () => {
    execFileSync(process.execPath, [join(ROOT, 'launcher/prepare.mjs')], { stdio: 'pipe' });
    const dist = join(ROOT, 'dist/command');
    return join(dist, JSON.parse(readFileSync(join(dist, 'compiled.json'), 'utf8')).directory);
  });
}
