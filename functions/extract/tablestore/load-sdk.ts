type Sdk = typeof import('tablestore');

let loaded: Promise<Sdk> | undefined;

/**
 * The Tablestore SDK, loaded when it is first needed: it takes some 40 ms, in which an object's first bytes are already
 * on their way.
 */
export function loadSdk(): Promise<Sdk> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Sdk> {
  spendBufferWarning();
  return import('tablestore');
}

/**
 * The SDK calls `new Buffer`, for which Node warns once per process on stderr, unless the caller lies in
 * `node_modules`; bundled it does not. The one warning is spent here, silenced.
 */
function spendBufferWarning(): void {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  new (Buffer as unknown as new (text: string) => Buffer)('');
  process.noDeprecation = before;
}
