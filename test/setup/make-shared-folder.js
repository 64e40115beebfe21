const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes a folder that all test files of a run share, and names it in `SHARED_FOLDER`. */
module.exports = () => {
  process.env.SHARED_FOLDER = mkdtempSync(join(tmpdir(), 'test-run-'));
};
