import { dirname, join } from 'node:path';

// The files that are found by their path at run time. A bundle of this package must carry the folder `runtime` beside
// itself, as it stands beside this module, and `tablestore` must be installed where the bundle can resolve it.

const RUNTIME = join(__dirname, 'runtime');

/** The script that every instance of a Node.js function runs; it loads `failing-calls.cjs` from its own folder. */
export const BOOTSTRAP_FILE = join(RUNTIME, 'bootstrap.cjs');

/** Makes system calls fail as if the instance had run out of something. */
export const FAILING_CALLS_FILE = join(RUNTIME, 'failing-calls.cjs');

/** A definition of Tablestore's protocol, such as `tablestore.proto`: the official SDK ships them. */
export function tablestoreProtocolFile(name: string): string {
  return join(dirname(require.resolve('tablestore/package.json')), 'lib', 'protocol', name);
}
