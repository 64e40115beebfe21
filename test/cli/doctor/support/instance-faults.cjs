'use strict';

// Runs in each instance before the function's code, and makes its machine another: the faults whose names stand in the
// file beside this one, each in a line, as long as they stand there.

const childProcess = require('node:child_process');
const dns = require('node:dns/promises');
const { existsSync, readFileSync } = require('node:fs');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = process.env.FAULT_FILE ?? path.join(__dirname, 'fault.txt');
const faults = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);

function errorOf(code, syscall) {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}

/** Replaces a function of a module while a fault is there. */
function when(name, module, member, replaced) {
  const original = module[member];
  module[member] = function faulty(...parameters) {
    return faults().includes(name)
      ? replaced.call(this, original.bind(this), ...parameters)
      : original.apply(this, parameters);
  };
}

when('kernel', os, 'release', () => '3.10.0-327.el7.x86_64');
when('user', fs, 'accessSync', () => {
  throw errorOf('EACCES', 'access');
});
when('temporary directory', fs, 'statfsSync', (original, ...parameters) => ({
  ...original(...parameters),
  bavail: 0,
}));
when('sparse file', fs, 'ftruncateSync', (original, file, length = 0) => {
  // As of a file system whose files have at most 4 GB.
  if (length > 4 * 1024 ** 3) throw errorOf('EFBIG', 'ftruncate');
  original(file, length);
});
when('mediainfo', childProcess, 'spawn', (original, command, args, options) => {
  // Of the built-in sample only: its name has no extension.
  if (String(args.at(-1)).endsWith('/object')) throw errorOf('EAGAIN', 'spawn');
  return original(command, args, options);
});
when('DNS', dns, 'lookup', async () => {
  throw errorOf('ENOTFOUND', 'getaddrinfo');
});

/** The report of what shuts mediainfo in: the last bit stands for the filter of system calls. */
when('system call filter', Buffer.prototype, 'readBigUInt64LE', function refused(original, offset) {
  const isReport = this.subarray(0, 8).toString('latin1') === 'CONFINED';
  return isReport ? original(offset) | 128n : original(offset);
});

/** Variables of the function by fault: nobody listens at port 1. */
const NOBODY = 'http://127.0.0.1:1';
const VARIABLES = {
  'Tablestore endpoint': { TABLESTORE_ENDPOINT: NOBODY },
  'other Tablestore endpoint': { TABLESTORE_FALLBACK_ENDPOINT: NOBODY },
  'failure path': process.env.FC_FUNCTION_HANDLER === 'index.recordFailure' ? { TABLE_NAME: '' } : {},
};
process.env = new Proxy(process.env, {
  get: (all, name) =>
    faults()
      .map((fault) => VARIABLES[fault]?.[name])
      .find((value) => value !== undefined) ?? all[name],
});
