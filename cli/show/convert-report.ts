import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree, unpackCode } from 'stand-in-cloud';
import { assertPlatform } from '../local-cloud/platform';
import { UserError } from '../program/errors';
import { entryPoint, runNode } from '../program/own-process';

/** A report could not be converted. */
export class ConversionError extends UserError {
  override name = 'ConversionError';
}

/**
 * Has the shipped MediaInfo write a stored report in another format. It is the one of the functions' own package, run
 * by the package's own code, and so as shut in as there.
 *
 * @param output MediaInfo's name of the format
 * @param signal ends it
 * @throws ConversionError that says why it could not be converted; PlatformMismatchError where MediaInfo cannot run
 */
export async function convertReport(xml: string, output: string, signal: AbortSignal): Promise<string> {
  assertPlatform(process.platform, process.arch, 'A conversion');
  const found = await runNode(entryPoint('code'), { signal });
  if (found.code !== 0)
    throw new ConversionError(found.said || 'The code of the functions could not be found.');
  const directory = await mkdtemp(join(tmpdir(), 'media-convert-'));
  try {
    const code = join(directory, 'code');
    const zip = found.out;
    await unpackCode({ size: statSync(zip).size, stream: createReadStream(zip) }, code);
    const program = join(code, 'convert-report.js');
    const ended = await runNode([program, output], {
      env: { TMPDIR: tmpdir() },
      input: xml,
      signal,
    });
    if (ended.code === 0) return ended.out;
    throw new ConversionError(`The report could not be converted: ${ended.said || 'the program was ended.'}`);
  } finally {
    await removeTree(join(directory, 'code'));
    await rm(directory, { recursive: true, force: true });
  }
}
