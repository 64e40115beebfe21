import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory } from '../../lib/code-package/cache-directory';
import { assertPlatform } from '../local-cloud/platform';
import { UserError } from '../program/errors';
import { entryPoint, runNode } from '../program/own-process';
import { unpackedCode } from './unpacked-code';

/** A report could not be converted. */
class ConversionError extends UserError {
  override name = 'ConversionError';
}

/** A report in another format. */
export interface Converted {
  text: string;
  /** What this machine refuses of MediaInfo's confinement, in a sentence. */
  warning?: string;
}

/**
 * Has the shipped MediaInfo write a stored report in another format. It is the one of the functions' own package, run
 * by the package's own code, and so as shut in as there.
 *
 * @param output MediaInfo's name of the format
 * @param signal ends it
 * @throws ConversionError that says why it could not be converted; PlatformMismatchError where MediaInfo cannot run
 */
export async function convertReport(xml: string, output: string, signal: AbortSignal): Promise<Converted> {
  assertPlatform(process.platform, process.arch, 'A conversion');
  const found = await runNode(entryPoint('code'), { signal });
  if (found.code !== 0)
    throw new ConversionError(found.said || 'The code of the functions could not be found.');
  const code = await unpackedCode(found.out, cacheDirectory());
  try {
    const ended = await runNode([join(code.directory, 'convert-report.js'), output], {
      env: { TMPDIR: tmpdir() },
      input: xml,
      signal,
    });
    if (ended.code === 0) return { text: ended.out, ...(ended.said ? { warning: ended.said } : {}) };
    throw new ConversionError(`The report could not be converted: ${ended.said || 'the program was ended.'}`);
  } finally {
    await code.dispose();
  }
}
