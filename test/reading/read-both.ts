import { execFile } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { extensionOf, reportOptions } from '../../contract/reading-mode';
import { mediaInfoCommand, mediaInfoHome } from '../../functions/extract/mediainfo/home';

const run = promisify(execFile);

/** The reports of the shipped mediainfo on one file. Nothing is left out of the fast one yet. */
export interface BothReports {
  exact: string;
  /** Absent where files with such a name are never read fast. */
  fast?: string;
  /** Bytes that the process read of files, and of its own libraries' heads (some KB). */
  exactBytes: number;
  fastBytes: number;
}

/** Most milliseconds for one report; a damaged file may keep MediaInfo busy. */
const LONGEST = 60_000;

/**
 * MediaInfo's report on a file, and the bytes that the process read.
 *
 * @throws Error when MediaInfo breaks down or takes too long
 */
export async function reportOn(
  path: string,
  options: readonly string[],
): Promise<{ xml: string; bytes: number }> {
  const { command, args, env } = mediaInfoCommand(mediaInfoHome());
  const own = args.slice(args.indexOf('--preload') + 2);
  // The shell's own counter has the bytes of the children that it waited for.
  const script = '"$@"; code=$?; sed -n "s/^rchar: //p" /proc/$$/io >&2; exit $code';
  const { stdout, stderr } = await run('sh', ['-c', script, 'sh', command, ...own, ...options, path], {
    env: { ...env, PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    maxBuffer: 256e6,
    timeout: LONGEST,
  });
  return { xml: stdout, bytes: Number(stderr.trim().split('\n').at(-1)) };
}

/** Reads a file alone in an empty folder, as an object is: MediaInfo looks for neighbours that belong to it. */
export async function readBoth(path: string): Promise<BothReports> {
  const folder = mkdtempSync(join(tmpdir(), 'both-'));
  const alone = join(folder, basename(path));
  try {
    try {
      linkSync(path, alone);
    } catch {
      symlinkSync(path, alone);
    }
    const exactOptions = reportOptions('exact', extensionOf(path));
    const fastOptions = reportOptions('fast', extensionOf(path));
    const exact = await reportOn(alone, exactOptions);
    if (fastOptions.join() === exactOptions.join())
      return { exact: exact.xml, exactBytes: exact.bytes, fastBytes: exact.bytes };
    const fast = await reportOn(alone, fastOptions);
    return { exact: exact.xml, fast: fast.xml, exactBytes: exact.bytes, fastBytes: fast.bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
