import { RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import type { ObjectAddress, ObjectVersion } from '../object-version';
import type { ByteSource } from './byte-source';
import type { Measure } from './confinement';
import type { MediaInfoHome } from './home';
import { ObjectFile } from './object-file';
import { nameOf } from './object-name';
import { isFast, type ReadingMode, reportOptions, withoutUnsure } from './reading-mode';
import { withIdentity } from './report-identity';
import { MediaInfoRun } from './run-mediainfo';
import type { RunLimits } from './run-watch';

const VERSION = /<creatingLibrary version="([\d.]+)"/;

/** A mediainfo that is started, and describes one object once that is known. */
export class Describer {
  private readonly file: ObjectFile;
  private readonly run: MediaInfoRun;
  /** The options that shape the report. */
  readonly options: readonly string[];

  /**
   * @throws Error when mediainfo is not where it should be
   * @throws PlatformError when a file or process cannot be made
   */
  constructor(
    home: MediaInfoHome,
    private readonly address: ObjectAddress,
    reading: ReadingMode,
    limits: RunLimits,
  ) {
    this.options = reportOptions(reading, nameOf(address).extension);
    this.file = ObjectFile.create(address);
    try {
      this.run = new MediaInfoRun(home, this.options, this.file, limits);
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** Where the bytes that `source` gives have to lie. */
  get mailbox(): BlockFile {
    return this.file.mailbox;
  }

  /** The measures of confinement that the kernel refused; undefined before mediainfo was shut in. */
  get refusedMeasures(): Measure[] | undefined {
    return this.file.refused;
  }

  /** MediaInfo's report, with the object's own identity, and the version of MediaInfo that made it. */
  async describe(
    version: ObjectVersion,
    source: ByteSource,
    signal: AbortSignal,
  ): Promise<{ xml: string; mediaInfoVersion: string }> {
    const printed = await this.run.report(version, source, signal);
    const mediaInfoVersion = VERSION.exec(printed)?.[1];
    if (!mediaInfoVersion || !printed.trimEnd().endsWith('</MediaInfo>')) {
      throw new RecordedError('FAILED', 'MediaInfo wrote no complete report.', version);
    }
    if (version.size > 0 && this.file.reads === 0) {
      throw new RecordedError('FAILED', 'MediaInfo wrote a report without having read the object.', version);
    }
    const sure = isFast(this.options) ? withoutUnsure(printed) : printed;
    return { xml: withIdentity(sure, this.address, this.file.directory), mediaInfoVersion };
  }

  /** Ends mediainfo, if it still runs, and lets go of its files. */
  async dispose(): Promise<void> {
    await this.run.dispose();
    this.file.close();
  }
}
