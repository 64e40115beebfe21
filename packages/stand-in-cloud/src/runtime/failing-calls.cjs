'use strict';

// System calls that fail because an instance has run out of something. They fail beneath Node.js' own JavaScript, in what
// it calls into C++: so what is thrown, what is an event, and what a ChildProcess then lacks is Node's doing, not ours.
// Really running out is no way: after how many calls would depend on what happens to be open, and root is allowed any
// number of processes. Loaded with the first shortage, so never without chaos.
// Not reached by `process.binding`, and so left alone: opendir, the look-up of names, and from Node.js 26 on whole files that are
// read or written asynchronously. Left out: copyFile, Unix sockets, datagrams.

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
/** Calls that open something unless they are given a descriptor, and what an error says of them. */
const OPENING = {
  open: 'open',
  openFileHandle: 'open',
  readFileUtf8: 'open',
  writeFileUtf8: 'open',
  readdir: 'scandir',
};
/** A new directory takes space as well as bytes do. */
const WRITING = {
  writeBuffer: 'write',
  writeBuffers: 'write',
  writeString: 'write',
  writeFileUtf8: 'write',
  mkdir: 'mkdir',
  mkdtemp: 'mkdtemp',
};
/** Where no program is: the process fails to start after its pipes were made, as it does when there can be no process. */
const NOWHERE = '/proc/self/no-program';

const errors = new Map(
  [...getSystemErrorMap()].map(([errno, [code, text]]) => [code, { errno, code, text }]),
);
const shortages = new Set();

/** Lets calls fail from now on. @returns what ends it */
exports.begin = ({ code, after, calls }) => {
  const shortage = { error: errors.get(code), kinds: NEEDED_BY[code], after, calls };
  shortages.add(shortage);
  return () => shortages.delete(shortage);
};

/** The error that a call of this kind is to meet now, if any. */
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

/** Replaces a function by one that fails by `fail` when its turn has come. */
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
  // Without descriptors not even the pipes come about. Node.js 24 and later give the program's file by itself.
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

/** Fails in the way that the caller asked to be told: by promise, callback, its context, or exception. */
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
