import type { ObjectAddress, ObjectVersion } from '../../../contract/object-version';
import { reportOptions } from '../../../contract/reading-mode';
import type { ByteSource } from '../byte-source';
import { RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import { giveBack, lend } from '../scratch';
import type { ToolLimits, ToolReport, ToolRun } from '../tool';
import { BreakdownError, reportWithout } from './breakdown';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import { reasonOf } from './mask';
import { proposeMasks } from './masked-boxes';
import { MaskedSource, rangesOf } from './masked-source';
import { ObjectFile } from './object-file';
import { onlySure } from './only-sure';
import { checkPrinted } from './printed-report';
import { isReadExactly } from './read-exactly';
import { withIdentity } from './report-identity';
import { MediaInfoRun } from './run-mediainfo';
import { sampleEntries } from './sample-entries';
import type { Slot } from './slot';
import { staysTheSame } from './stays-the-same';

/** Options that change the report, of an exact one. */
const EXACT = reportOptions('exact', '');

/** A fast reading that is tried first. */
export interface FastReading {
  options: readonly string[];
  /** Bytes that are fetched in either mode. An object that is no larger than this is read in the mode `exact`. */
  headBytes: number;
  tailBytes: number;
  /** Whether mediainfo is started only when it is known how the tracks are coded, as often none of them is read fast. */
  looksFirst: boolean;
}

/** A started mediainfo that reports on one object as soon as the object is known. */
export class Reporter implements ToolRun {
  private readonly file: ObjectFile;
  /** The run that is going on, or was the last to. */
  private run: MediaInfoRun | undefined;

  /** @throws PlatformError when a file or process cannot be created */
  constructor(
    private readonly home: MediaInfoHome,
    private readonly address: ObjectAddress,
    /** Undefined: the object is read exactly. */
    private readonly fast: FastReading | undefined,
    private readonly limits: ToolLimits,
    private readonly onRefused: (measures: readonly Measure[]) => void = () => {},
    slot?: Slot,
  ) {
    this.file = ObjectFile.create(address, slot);
    try {
      if (!fast?.looksFirst) this.run = this.start(fast?.options);
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
   * MediaInfo's report: a fast one if all that it tells is sure, otherwise an exact one. If MediaInfo breaks down on
   * the object, the report on the object without the bad part.
   */
  async report(version: ObjectVersion, bytes: ByteSource, signal: AbortSignal): Promise<ToolReport> {
    try {
      if (this.fast) {
        const sure = await this.reportFast(this.fast, version, bytes, signal);
        if (sure) return sure;
        await this.run?.dispose();
        this.run = undefined;
        signal.throwIfAborted();
      }
      this.run ??= this.start();
      return this.named(await this.printed(this.run, version, bytes, signal));
    } catch (error) {
      if (!(error instanceof BreakdownError)) throw error;
      return await this.reportInPart(error, version, bytes, signal);
    } finally {
      const refused = this.run?.requests.refused ?? [];
      if (refused.length > 0) this.onRefused(refused);
    }
  }

  /** Ends mediainfo if it still runs, and closes its files. */
  async dispose(): Promise<void> {
    await this.run?.dispose();
    this.file.close();
  }

  private start(options: readonly string[] = EXACT): MediaInfoRun {
    return new MediaInfoRun(this.home, options, this.file, this.limits);
  }

  /** Undefined when the object has to be read exactly. */
  private async reportFast(
    { options, headBytes, tailBytes, looksFirst }: FastReading,
    version: ObjectVersion,
    bytes: ByteSource,
    signal: AbortSignal,
  ): Promise<ToolReport | undefined> {
    // The event did not tell the size, or a wrong one.
    if (version.size <= headBytes + tailBytes) return undefined;
    const read = rangesOf(bytes, this.mailbox);
    if (looksFirst) {
      for await (const type of sampleEntries(read, version.size)) if (isReadExactly(type)) return undefined;
      signal.throwIfAborted();
    }
    this.run ??= this.start(options);
    try {
      const sure = onlySure(await this.printed(this.run, version, bytes, signal));
      if (!sure) return undefined;
      const memory = lend(headBytes + tailBytes);
      try {
        const head = await read(0, headBytes, memory);
        const tail = await read(version.size - tailBytes, tailBytes, memory.subarray(headBytes));
        if (!staysTheSame({ ...sure, head, tail })) return undefined;
      } finally {
        giveBack(memory);
      }
      return { ...this.named(sure.xml, options), columns: sure.columns };
    } catch (error) {
      if (error instanceof BreakdownError) return undefined;
      throw error;
    }
  }

  private async reportInPart(
    breakdown: BreakdownError,
    version: ObjectVersion,
    bytes: ByteSource,
    signal: AbortSignal,
  ): Promise<ToolReport> {
    // Frees the memory of the first run, and stops its requests for bytes.
    await this.run?.dispose();
    const { mailbox } = this;
    let cpuSeconds = this.run?.cpuSeconds ?? 0;
    const { report, mask } = await reportWithout(breakdown, {
      masks: () => proposeMasks(rangesOf(bytes, mailbox), version.size),
      // If a file makes mediainfo break down late each time, all runs together must not cost much more than
      // one run that keeps mediainfo busy.
      mayContinue: () => cpuSeconds < this.limits.maxStalledCpuSeconds,
      attempt: async (tried) => {
        signal.throwIfAborted();
        const run = this.start();
        try {
          const masked = new MaskedSource(bytes, tried, mailbox);
          return this.named(await this.printed(run, version, masked, signal));
        } finally {
          cpuSeconds += run.cpuSeconds;
          await run.dispose();
        }
      },
    });
    return { ...report, without: reasonOf(mask, report.version, breakdown.because) };
  }

  /** What mediainfo printed, which is a report. */
  private async printed(
    run: MediaInfoRun,
    version: ObjectVersion,
    bytes: ByteSource,
    signal: AbortSignal,
  ): Promise<string> {
    const printed = await run.report(version, bytes, signal);
    checkPrinted(printed, mediaInfoCommand(this.home).version, this.file.directory);
    if (version.size > 0 && run.requests.reads === 0) {
      throw new RecordedError('FAILED', 'MediaInfo wrote a report without having read the object.', version);
    }
    return printed;
  }

  /** The report with the object's own name in it. */
  private named(xml: string, options: readonly string[] = EXACT): ToolReport {
    return {
      xml: withIdentity(xml, this.address, this.file.directory, this.limits.maxReportBytes),
      version: mediaInfoCommand(this.home).version,
      arguments: [...options],
    };
  }
}
