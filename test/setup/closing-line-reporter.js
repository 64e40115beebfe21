const { appendFileSync } = require('node:fs');

/**
 * Ends a run with the one line that CI reads. A suite that did not load counts as a failed test. The line is also added to
 * the file that `CLOSING_LINES` names, if any: CI adds up those of several runs.
 */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed\n`;
    process.stdout.write(`\n${line}`);
    if (process.env.CLOSING_LINES) appendFileSync(process.env.CLOSING_LINES, line);
  }
};
