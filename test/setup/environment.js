const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

// What a test starts prints without colours, whatever CI forces, so that its output can be compared.
delete process.env.FORCE_COLOR;

const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
  used.add(this);
  return run.apply(this, given);
};

/**
 * Ends each test file's `AsyncLocalStorage`. Jest 30.5 makes one per file, to know which test a promise belongs to, and
 * leaves it on; before Node.js 24 every promise pays for each that is on. Without this, promises are ten times as slow in
 * the eightieth file of a process as in its first.
 */
module.exports = class Environment extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
};
