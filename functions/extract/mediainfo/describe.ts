import { RecordedError } from '../errors';
import type { ObjectAddress, ObjectVersion } from '../object-version';
import type { MediaInfoHome } from './home';
import { type ByteSource, ObjectFile } from './object-file';
import { withIdentity } from './report-identity';
import { type RunLimits, runMediaInfo } from './run-mediainfo';

/** The whole report, in MediaInfo's own XML, at the speed it has by default. */
export const REPORT_OPTIONS = ['--Full', '--Output=XML'] as const;

const VERSION = /<creatingLibrary version="([\d.]+)"/;

/** MediaInfo's report on an object, with the object's own identity, and the version of MediaInfo that made it. */
export async function describeObject(
  home: MediaInfoHome,
  address: ObjectAddress,
  version: ObjectVersion,
  source: ByteSource,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<{ xml: string; mediaInfoVersion: string }> {
  const file = await ObjectFile.create(address, version);
  try {
    const printed = await runMediaInfo(home, REPORT_OPTIONS, file, source, limits, signal);
    const mediaInfoVersion = VERSION.exec(printed)?.[1];
    if (!mediaInfoVersion || !printed.trimEnd().endsWith('</MediaInfo>')) {
      throw new RecordedError('FAILED', 'MediaInfo wrote no complete report.', version);
    }
    if (version.size > 0 && file.reads === 0) {
      throw new RecordedError('FAILED', 'MediaInfo wrote a report without having read the object.', version);
    }
    return { xml: withIdentity(printed, address, file.directory), mediaInfoVersion };
  } finally {
    await file.remove();
  }
}
