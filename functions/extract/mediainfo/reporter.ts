import type { ObjectAddress, ObjectVersion } from '../../../contract/object-version';
import { isFast } from '../../../contract/reading-mode';
import type { ByteSource } from '../byte-source';
import { RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import type { ToolLimits, ToolReport, ToolRun } from '../tool';
import { BreakdownError, reportWithout } from './breakdown';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import { reasonOf } from './mask';
import { proposeMasks } from './masked-boxes';
import { MaskedSource, rangesOf } from './masked-source';
import { ObjectFile } from './object-file';
import { checkPrinted } from './printed-report';
import { withIdentity } from './report-identity';
import { MediaInfoRun } from './run-mediainfo';
import { withoutUnsure } from './without-unsure';

/** A started mediainfo that reports on one object as soon as the object is known. */
export class Reporter implements ToolRun {
  private readonly file: ObjectFile;
  private readonly first: MediaInfoRun;

  /** @throws PlatformError when a file or process cannot be created */
  constructor(
    private readonly home: MediaInfoHome,
    private readonly address: ObjectAddress,
    /** The options that change the report. */
    private readonly options: readonly string[],
    private readonly limits: ToolLimits,
    private readonly onRefused: (measures: readonly Measure[]) => void = () => {},
  ) {
    this.file = ObjectFile.create(address);
    try {
      this.first = this.start();
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** The file into which `source` must put the bytes. */
  get mailbox(): BlockFile {
    return this.file.mailbox;
  }

  /**
   * MediaInfo's report. If MediaInfo breaks down on the object, the report on the object without the bad
   * part.
   */
  async report(version: ObjectVersion, bytes: ByteSource, signal: AbortSignal): Promise<ToolReport> {
    try {
      return await this.reportBy(this.first, version, bytes, signal);
    } catch (error) {
      if (!(error instanceof BreakdownError)) throw error;
      return this.reportInPart(error, version, bytes, signal);
    } finally {
      const refused = this.first.requests.refused ?? [];
      if (refused.length > 0) this.onRefused(refused);
    }
  }

  /** Ends mediainfo if it still runs, and closes its files. */
  async dispose(): Promise<void> {
    await this.first.dispose();
    this.file.close();
  }

  private start(): MediaInfoRun {
    return new MediaInfoRun(this.home, this.options, this.file, this.limits);
  }

  private async reportInPart(
    breakdown: BreakdownError,
    version: ObjectVersion,
    bytes: ByteSource,
    signal: AbortSignal,
  ): Promise<ToolReport> {
    // Frees the memory of the first run, and stops its requests for bytes.
    await this.first.dispose();
    const { mailbox } = this;
    let { cpuSeconds } = this.first;
    const { report, mask } = await reportWithout(breakdown, {
      masks: () => proposeMasks(rangesOf(bytes, mailbox), version.size),
      // If a file makes mediainfo break down late each time, all runs together must not cost much more than
      // one run that keeps mediainfo busy.
      mayContinue: () => cpuSeconds < this.limits.maxStalledCpuSeconds,
      attempt: async (tried) => {
        signal.throwIfAborted();
        const run = this.start();
        try {
          return await this.reportBy(run, version, new MaskedSource(bytes, tried, mailbox), signal);
        } finally {
          cpuSeconds += run.cpuSeconds;
          await run.dispose();
        }
      },
    });
    return { ...report, without: reasonOf(mask, report.version, breakdown.because) };
  }

  private async reportBy(
    run: MediaInfoRun,
    version: ObjectVersion,
    bytes: ByteSource,
    signal: AbortSignal,
  ): Promise<ToolReport> {
    const printed = await run.report(version, bytes, signal);
    const { version: mediaInfoVersion } = mediaInfoCommand(this.home);
    checkPrinted(printed, mediaInfoVersion, this.file.directory);
    if (version.size > 0 && run.requests.reads === 0) {
      throw new RecordedError('FAILED', 'MediaInfo wrote a report without having read the object.', version);
    }
    const sure = isFast(this.options) ? withoutUnsure(printed) : printed;
    const { maxReportBytes } = this.limits;
    return {
      xml: withIdentity(sure, this.address, this.file.directory, maxReportBytes),
      version: mediaInfoVersion,
      arguments: [...this.options],
    };
  }
}
