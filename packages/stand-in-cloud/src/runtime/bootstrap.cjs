'use strict';

// The runtime in an instance. It is a plain script, because the process has no TypeScript loader. Invocations come over
// the IPC channel, so that no credential is in the environment, in the arguments or on a standard stream.

const { AsyncLocalStorage } = require('node:async_hooks');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');

const send = process.send.bind(process);
const write = {
  out: process.stdout.write.bind(process.stdout),
  err: process.stderr.write.bind(process.stderr),
};
// The function's code must not find the channel to the process that started the instance.
process.send = undefined;

const current = new AsyncLocalStorage();
const running = new Map();
let handler;

process.on('message', ({ endMark, invocation }) => {
  current.run({ requestId: invocation.requestId }, () => serve(invocation, endMark));
});
// The process that started the instance is gone.
process.on('disconnect', () => process.exit(1));
process.on('uncaughtException', (error) => {
  const answers = [...running.values()];
  if (answers.length === 0) {
    write.err(`${format(error)}\n`);
    process.exit(1);
  }
  let open = answers.length;
  for (const answer of answers) {
    answer({ ...failure('UnhandledInvocationError', error), fatal: true }, () => {
      open -= 1;
      if (open === 0) process.exit(1);
    });
  }
});

for (const [method, level] of [
  ['log', 'verbose'],
  ['debug', 'debug'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
]) {
  console[method] = (...args) => logLine(level, args);
}

function logLine(level, args) {
  const { requestId } = current.getStore() ?? { requestId: '' };
  write.out(`${new Date().toISOString()} ${requestId} [${level}] ${format(...args)}\n`);
}

async function serve(invocation, endMark) {
  const { requestId, shortage } = invocation;
  let endShortage = () => {};
  const answer = (message, sent) => {
    if (!running.delete(requestId)) return;
    endShortage();
    if (message.logged) logLine('error', [message.logged]);
    // The mark is written to both streams, so that the reader knows that it has all earlier output.
    write.out(`${endMark} ${requestId}\n`);
    write.err(`${endMark} ${requestId}\n`);
    const { payload, errorType, fatal } = message;
    send({ requestId, payload, errorType, fatal }, sent);
  };
  running.set(requestId, answer);
  try {
    handler ??= await loadHandler(invocation.handler);
    // After loading: the function's code is always there.
    if (shortage) endShortage = require('./failing-calls.cjs').begin(shortage);
    const result = await run(handler, invocation.event, makeContext(invocation.context));
    answer({ payload: toPayload(result) });
  } catch (error) {
    answer(
      error instanceof Handled
        ? failure('HandledInvocationError', error.reason)
        : failure('UnhandledInvocationError', error),
    );
  }
}

class Handled {
  constructor(reason) {
    this.reason = reason;
  }
}

/** A handler answers with its callback or a promise. Returning a plain value is no answer, as in production. */
function run(fn, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, data) => (error ? reject(new Handled(error)) : resolve(data));
    const returned = fn(event, context, callback);
    if (typeof returned?.then === 'function') {
      const usesCallback = fn.length > 2;
      returned.then((value) => {
        if (!usesCallback || value !== undefined) resolve(value);
      }, reject);
    }
  });
}

function toPayload(result) {
  if (result === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(result)) return result;
  return Buffer.from(typeof result === 'object' && result !== null ? JSON.stringify(result) : String(result));
}

function failure(errorType, error) {
  const payload =
    error instanceof Error
      ? { errorMessage: error.message, errorType: error.name, stackTrace: String(error.stack).split('\n') }
      : { errorMessage: typeof error === 'string' ? error : format(error) };
  return { errorType, payload: Buffer.from(JSON.stringify(payload)), logged: format(error) };
}

function makeContext(context) {
  const logger = { setLogLevel() {} };
  for (const level of ['debug', 'info', 'warn', 'error', 'log']) {
    logger[level] = (...args) => logLine(level === 'log' ? 'verbose' : level, args);
  }
  return { ...context, logger };
}

async function loadHandler(name) {
  const dot = name.lastIndexOf('.');
  const file = findModule(path.resolve(process.cwd(), name.slice(0, dot)));
  if (!file) {
    throw new Error(
      `Cannot find module '${name.slice(0, dot)}' of the handler '${name}' in the code package.`,
    );
  }
  const loaded = isEsModule(file) ? await import(pathToFileURL(file).href) : require(file);
  const fn = loaded[name.slice(dot + 1)] ?? loaded.default?.[name.slice(dot + 1)];
  if (typeof fn !== 'function') {
    throw new Error(
      `Handler '${name.slice(dot + 1)}' is not a function exported by '${path.basename(file)}'.`,
    );
  }
  return fn;
}

function findModule(base) {
  return ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find((file) => existsSync(file));
}

function isEsModule(file) {
  if (!file.endsWith('.js')) return file.endsWith('.mjs');
  const description = path.join(process.cwd(), 'package.json');
  return existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).type === 'module';
}
