'use strict';

// Prints how calls fail when there are no more descriptors, or no more space: `real` has them fail by using up all
// descriptors and by writing to a device that is always full; `made` by `failing-calls.cjs`, which is to look the same.

const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { connect, createServer } = require('node:net');
const { once } = require('node:events');
const { tmpdir } = require('node:os');
const path = require('node:path');

const [how, failingCalls] = process.argv.slice(2);
/** Node.js 26 and later read and write whole files in one piece, which cannot be made to fail. */
const oneJob = 'ReadFileJob' in process.binding('fs');
const seen = {};
const told = (error) => ({ ...error, message: error.message, isError: error instanceof Error });

async function note(name, call) {
  try {
    seen[name] = (await call()) ?? 'done';
  } catch (error) {
    seen[name] = told(error);
  }
}
const byCallback = (call) =>
  new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

async function observeOpening(port) {
  await note('openSync', () => fs.openSync('/dev/null'));
  await note('readFileSync', () => fs.readFileSync('/dev/null'));
  await note('readFileSync of text', () => fs.readFileSync('/dev/null', 'utf8'));
  await note('writeFileSync of text', () => fs.writeFileSync('/dev/null', 'text'));
  await note('readdirSync', () => fs.readdirSync('/proc/self'));
  await note('open', () => byCallback((done) => fs.open('/dev/null', done)));
  if (!oneJob) await note('readFile', () => byCallback((done) => fs.readFile('/dev/null', done)));
  await note('readdir', () => byCallback((done) => fs.readdir('/proc/self', done)));
  await note('promises.open', () => fs.promises.open('/dev/null'));
  await note('promises.readdir', () => fs.promises.readdir('/proc/self'));
  await note('createReadStream', () => once(fs.createReadStream('/dev/null'), 'open'));
  await note('spawn', async () => {
    const child = spawn('/bin/true', ['one']);
    const { pid, stdin, stdout, stdio } = child;
    const closed = new Promise((resolve) => child.once('close', resolve));
    const [error] = await once(child, 'error');
    const code = await closed;
    return { lacks: [pid, stdin, stdout, stdio].map(String), error: told(error), code };
  });
  await note('spawnSync', () => {
    const { error, ...rest } = spawnSync('/bin/true');
    return { ...rest, error: told(error) };
  });
  await note('connect', () => once(connect(port, '127.0.0.1'), 'connect'));
}

async function observeWriting(file, directory) {
  const descriptor = fs.openSync(file, 'w');
  await note('writeSync', () => fs.writeSync(descriptor, Buffer.from('bytes')));
  await note('writeSync of text', () => fs.writeSync(descriptor, 'text'));
  await note('writevSync', () => fs.writevSync(descriptor, [Buffer.from('bytes')]));
  await note('write', () => byCallback((done) => fs.write(descriptor, Buffer.from('bytes'), done)));
  await note('writeFileSync', () => fs.writeFileSync(file, Buffer.from('bytes')));
  if (!oneJob) await note('promises.writeFile', () => fs.promises.writeFile(file, 'text'));
  await note('createWriteStream', () => once(fs.createWriteStream(file).end('text'), 'finish'));
  fs.closeSync(descriptor);
  fs.rmSync(directory, { recursive: true });
}

async function main() {
  // Descriptors that Node.js opens once, when it starts its first process.
  spawnSync('/bin/true');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const directory = fs.mkdtempSync(path.join(tmpdir(), 'observe-'));
  const file = path.join(directory, 'file');
  const { begin } = how === 'made' ? require(failingCalls) : {};

  const endFull = begin?.({ code: 'ENOSPC', after: 0, calls: Infinity });
  await observeWriting(begin ? file : '/dev/full', directory);
  endFull?.();

  const held = [];
  const endMany = begin?.({ code: 'EMFILE', after: 0, calls: Infinity });
  try {
    while (!begin) held.push(fs.openSync('/dev/null'));
  } catch {
    // Now there is none left.
  }
  await observeOpening(port);
  endMany?.();
  for (const descriptor of held) fs.closeSync(descriptor);
  await note('afterwards', () => fs.closeSync(fs.openSync('/dev/null')));
  server.close();
  process.stdout.write(JSON.stringify(seen).replaceAll(String(port), '0'));
}

main();
