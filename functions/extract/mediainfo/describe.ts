import type { ObjectAddress, ObjectVersion } from '../../../contract/object-version';
import { isFast, type ReadingMode, reportOptions } from '../../../contract/reading-mode';
import { RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import { BreakdownError, describeWithout } from './breakdown';
import type { ByteSource } from './byte-source';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import { reasonOf } from './mask';
import { proposeMasks } from './masked-boxes';
import { MaskedSource, rangesOf } from './masked-source';
import { ObjectFile } from './object-file';
import { nameOf } from './object-name';
import { checkPrinted } from './printed-report';
import { withIdentity } from './report-identity';
import { MediaInfoRun } from './run-mediainfo';
import type { RunLimits } from './run-watch';
import { withoutUnsure } from './without-unsure';

/** What mediainfo made of an object. */
export interface Described {
  /** With the object's own identity. */
  xml: string;
  mediaInfoVersion: string;
  /** Where a part of the object had to be hidden from mediainfo: which, as a sentence for a person. */
  without?: string;
}

/** A mediainfo that is started, and describes one object once that is known. */
export class Describer {
  private readonly file: ObjectFile;
  private readonly first: MediaInfoRun;
  /** The options that shape the report. */
  readonly options: readonly string[];

  /** @throws PlatformError when a file or process cannot be made */
  constructor(
    private readonly home: MediaInfoHome,
    private readonly address: ObjectAddress,
    reading: ReadingMode,
    private readonly limits: RunLimits,
  ) {
    this.options = reportOptions(reading, nameOf(address).extension);
    this.file = ObjectFile.create(address);
    try {
      this.first = this.start();
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
    return this.first.requests.refused;
  }

  /** MediaInfo's report; of an object on which it breaks down, if there is one without the part that does it. */
  async describe(version: ObjectVersion, source: ByteSource, signal: AbortSignal): Promise<Described> {
    try {
      return await this.describeBy(this.first, version, source, signal);
    } catch (error) {
      if (!(error instanceof BreakdownError)) throw error;
      return this.describeInPart(error, version, source, signal);
    }
  }

  /** Ends mediainfo, if it still runs, and lets go of its files. */
  async dispose(): Promise<void> {
    await this.first.dispose();
    this.file.close();
  }

  private start(): MediaInfoRun {
    return new MediaInfoRun(this.home, this.options, this.file, this.limits);
  }

  private async describeInPart(
    breakdown: BreakdownError,
    version: ObjectVersion,
    source: ByteSource,
    signal: AbortSignal,
  ): Promise<Described> {
    // Its memory, and what it may still ask for.
    await this.first.dispose();
    const { mailbox } = this;
    let { cpuSeconds } = this.first;
    const { described, mask } = await describeWithout(breakdown, {
      masks: () => proposeMasks(rangesOf(source, mailbox), version.size),
      // A file that breaks mediainfo down late each time is not to cost much more than one that keeps it busy.
      mayGoOn: () => cpuSeconds < this.limits.maxStalledCpuSeconds,
      attempt: async (tried) => {
        signal.throwIfAborted();
        const run = this.start();
        try {
          return await this.describeBy(run, version, new MaskedSource(source, tried, mailbox), signal);
        } finally {
          cpuSeconds += run.cpuSeconds;
          await run.dispose();
        }
      },
    });
    return { ...described, without: reasonOf(mask, described.mediaInfoVersion, breakdown.because) };
  }

  private async describeBy(
    run: MediaInfoRun,
    version: ObjectVersion,
    source: ByteSource,
    signal: AbortSignal,
  ): Promise<Described> {
    const printed = await run.report(version, source, signal);
    const { version: mediaInfoVersion } = mediaInfoCommand(this.home);
    checkPrinted(printed, mediaInfoVersion, this.file.directory);
    if (version.size > 0 && run.requests.reads === 0) {
      throw new RecordedError('FAILED', 'MediaInfo wrote a report without having read the object.', version);
    }
    const sure = isFast(this.options) ? withoutUnsure(printed) : printed;
    const { maxReportBytes } = this.limits;
    return { xml: withIdentity(sure, this.address, this.file.directory, maxReportBytes), mediaInfoVersion };
  }
}
