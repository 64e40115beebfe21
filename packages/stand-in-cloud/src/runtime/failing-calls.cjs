'use strict';

// Makes system calls fail as if the instance had run out of a resource. The calls fail below Node.js' own JavaScript,
// in
// its calls into C++, so exceptions, events and the state of a ChildProcess are those of Node.js itself. Really using
// up a resource would not work: the number of calls until then would depend on what is open, and root may start any
// number
// of processes. This file is loaded with the first shortage, so never without chaos.
// `process.binding` does not reach opendir, name resolution and, from Node.js 26 on, asynchronous reading and writing
// of
// whole files, so these never fail. Not covered: copyFile, Unix sockets, datagrams.

const { getSystemErrorMap } = require('node:util');

const files = process.binding('fs');
const { Process } = process.binding('process_wrap');
const synchronous = process.binding('spawn_sync');
const { TCP } = process.binding('tcp_wrap');

const NEEDED_BY = {
  EMFILE: ['open', 'spawn', 'connect'],
  EAGAIN: ['spawn'],
  ENOMEM: ['spawn'],
  ENOSPC: ['write'],
};
/** Calls that open a file unless they get a descriptor, with their names in errors. */
const OPENING = {
  open: 'open',
  openFileHandle: 'open',
  readFileUtf8: 'open',
  writeFileUtf8: 'open',
  readdir: 'scandir',
};
/** Calls that need disk space, with their names in errors; a new directory needs space too. */
const WRITING = {
  writeBuffer: 'write',
  writeBuffers: 'write',
  writeString: 'write',
  writeFileUtf8: 'write',
  mkdir: 'mkdir',
  mkdtemp: 'mkdtemp',
};
/** A path without a program: starting it fails after the pipes were made, as when no process can be created. */
const NOWHERE = '/proc/self/no-program';

const errors = new Map(
  [...getSystemErrorMap()].map(([errno, [code, text]]) => [code, { errno, code, text }]),
);
const shortages = new Set();

/** Lets calls fail from now on. @returns a function that ends it */
exports.begin = ({ code, after, calls }) => {
  const shortage = { error: errors.get(code), kinds: NEEDED_BY[code], after, calls };
  shortages.add(shortage);
  return () => shortages.delete(shortage);
};

/** The error for a call of this kind now, if it is to fail. */
function errorFor(kind) {
  for (const shortage of shortages) {
    if (!shortage.kinds.includes(kind)) continue;
    if (shortage.after > 0) shortage.after -= 1;
    else if (shortage.calls > 0) {
      shortage.calls -= 1;
      return shortage.error;
    }
  }
  return undefined;
}

/** Replaces a function by one that calls `fail` when it is to fail. */
function hinder(owner, name, kind, fail) {
  const real = owner[name];
  if (typeof real !== 'function') return;
  owner[name] = function (...args) {
    const opensNothing = kind === 'open' && typeof args[0] === 'number';
    const error = opensNothing ? undefined : errorFor(kind);
    return error ? fail.call(this, error, args, real) : Reflect.apply(real, this, args);
  };
}

for (const [kind, calls] of [
  ['open', OPENING],
  ['write', WRITING],
]) {
  for (const [name, syscall] of Object.entries(calls)) {
    hinder(files, name, kind, (error, args) => failFile(error, syscall, args));
  }
}
hinder(Process.prototype, 'spawn', 'spawn', function ({ errno, code }, [first, ...others], real) {
  // Without descriptors there are no pipes either. Node.js 24 and later pass the program's file as an argument.
  const program = typeof first === 'string' ? NOWHERE : { ...first, file: NOWHERE };
  if (code !== 'EMFILE') real.call(this, program, ...others);
  return errno;
});
hinder(synchronous, 'spawn', 'spawn', ({ errno }) => ({
  error: errno,
  status: null,
  signal: null,
  output: null,
  pid: 0,
}));
for (const name of ['connect', 'connect6']) {
  hinder(TCP.prototype, name, 'connect', ({ errno }) => errno);
}

/** Fails in the way in which the caller expects errors: promise, callback, context object or exception. */
function failFile({ errno, code, text }, syscall, args) {
  const last = args.at(-1);
  const path = typeof args[0] === 'string' ? args[0] + (syscall === 'mkdtemp' ? 'XXXXXX' : '') : undefined;
  const named = path === undefined ? '' : ` '${path}'`;
  const error = new Error(`${code}: ${text}, ${syscall}${named}`);
  Object.assign(error, { errno, code, syscall }, path !== undefined && { path });
  if (last === files.kUsePromises) return Promise.reject(error);
  const request = args.find((one) => one instanceof files.FSReqCallback);
  if (request) {
    setImmediate(() => request.oncomplete(error));
    return undefined;
  }
  if (last !== null && typeof last === 'object' && args.at(-2) === undefined) {
    Object.assign(last, { errno, code, syscall });
    return undefined;
  }
  throw error;
}
