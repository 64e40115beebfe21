// Plain JavaScript, because it runs before anything is compiled.
import { existsSync, readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url);
const COMPILED = new URL('dist/command/', ROOT);
const RECORD = new URL('compiled.json', COMPILED);

/**
 * The compiled command as a URL. In a checkout it is compiled first when this was not done yet, or when a
 * source has changed since. A published package has no sources, so there is nothing to compare.
 */
export async function compiledCommand() {
  const isCheckout = existsSync(new URL('bin/media.ts', ROOT));
  let record = readRecord();
  if (isCheckout && !(record && isCurrent(record))) {
    await compileAnew();
    record = readRecord();
  }
  return new URL(`${record.directory}/media.mjs`, COMPILED).href;
}

/** The file that `launcher/compile.ts` wrote last, if any. */
function readRecord() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when every file still has the size and the time of change that it had when it was compiled. */
function isCurrent({ directory, clients, inputs }) {
  return (
    existsSync(new URL(`${directory}/media.mjs`, COMPILED)) &&
    existsSync(new URL(clients, COMPILED)) &&
    inputs.every(([path, size, changed]) => {
      const stat = statSync(new URL(path, ROOT), { throwIfNoEntry: false });
      return stat ? stat.size === size && stat.mtimeMs === changed : size === null;
    })
  );
}

async function compileAnew() {
  const { register } = await import('tsx/cjs/api');
  register();
  const { compile } = module.createRequire(import.meta.url)('./compile.ts');
  try {
    await compile();
  } catch (error) {
    // For example, the checkout belongs to another user, or a source has a mistake, which esbuild's message
    // shows.
    process.stderr.write(
      `media: the command could not be compiled into '${fileURLToPath(COMPILED)}': ${error.message}\n${adviceFor(error)}`,
    );
    process.exit(1);
  }
}

/** Only who owns a checkout can have its command compiled. */
function adviceFor({ code }) {
  if (code !== 'EACCES' && code !== 'EROFS') return '';
  return 'The checkout is not yours to write to: let its owner run `npx media --version` once, or use a copy of it.\n';
}
