const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');
require('./fast-check');

/**
 * The large packages of others that most test files load. Not among them are those that tell arrays and other built-in
 * objects of another realm from their own (`tablestore`, `esbuild`, `hono`), and those that are to see the time or the
 * environment that a test sets.
 */
const SHARED =
  /^(@alicloud\/(eventbridge|log|ram\d+|ros\d+|ros-cdk-[a-z\d]+|sts\d+)|ali-oss|fast-check|fast-xml-parser|fflate|playwright-core|protobufjs|selfsigned|zod(\/mini)?)$/;

/**
 * Loads those packages once per process and not once per test file: that takes a fifth of a run's CPU. They are then
 * outside of the tests' realm, as Node's own modules are, where `jest.mock` and fake timers do not reach.
 * `jest.requireActual` brings one inside.
 */
module.exports = class SharingRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return SHARED.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
