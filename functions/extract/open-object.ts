import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import { extensionOf, type ReadingMode } from '../../contract/reading-mode';
import { withVersion } from './object-reader/first-look';
import { firstRanges } from './object-reader/first-ranges';
import type { ObjectSource } from './object-reader/object-source';
import type { ReadCost } from './object-reader/read-meter';
import { READER_SETTINGS, type ReaderSettings } from './object-reader/reader-settings';
import { type ReadBudget, ReadingSession } from './object-reader/reading-session';
import type { Tool, ToolLimits, ToolReport, ToolRun } from './tool';

/** Memory for the data of a tool, in MB, where there is no reason for less. */
export const TOOL_MEMORY_MB = 256;

/** What one object may cost at most: to be read, and to be reported on. */
export interface ObjectBudget extends Partial<ReadBudget> {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /**
   * Bytes of the object received. Exceeded: `TOO_LARGE`.
   * @default 1 GB, four times the most that MediaInfo was seen to read of any file (266 MB, of an MXF)
   */
  maxBytes?: number;
  /**
   * Requests sent to OSS. Exceeded: `TOO_LARGE`.
   * @default 20,000, one for each fragment of a fragmented MP4 of ten hours; they cost CNY 0.02
   */
  maxRequests?: number;
  /**
   * Bytes of XML. Exceeded: `TOO_LARGE`.
   * @default 16 MB, ten times the longest seen (2,000 chapters and 1.5 MB of tags); gzipped it fits a 2 MB cell
   */
  maxReportBytes?: number;
  /**
   * Memory of the tool for its data. Exceeded: `TOO_LARGE`.
   * @default 256 MB, half of a function's by default; 5 to 33 MB were measured for files of 20 GB
   */
  maxToolMemoryMB?: number;
  /** Seconds of CPU that the tool may use without a further byte of the object. Exceeded: `TOO_SLOW`. @default 5 */
  maxStalledCpuSeconds?: number;
}

/** A report on one version of an object, and what reading it has cost. */
export interface Report extends ToolReport {
  cost: ReadCost;
}

/** An object that has been looked at and whose first bytes are on their way. */
export interface OpenedObject {
  version: ObjectVersion;
  /**
   * Has the tool report on the object. To be called once.
   *
   * @throws ObjectGoneError, ObjectReplacedError when this version is no longer there to be read
   * @throws RecordedError when there can be no report on the object
   * @throws PlatformError when OSS cannot be reached, throttles or fails
   */
  report(): Promise<Report>;
  /** Ends every request and the tool. Always to be called; safe to call twice. */
  close(): Promise<void>;
  cost(): ReadCost;
}

export interface OpenOptions {
  /** How much of the object is read. @default exact */
  reading?: ReadingMode;
  /** Bytes of the object, as an event told them: a hint that spares requests, and may be wrong. @default unknown */
  toldSize?: number;
  /** For tests. */
  settings?: Partial<ReaderSettings>;
}

/**
 * Opens an object for a tool: the object's head and tail are asked for at once, and the first answer is the look at it.
 *
 * @throws ObjectGoneError when there is no such object
 * @throws RecordedError when the object cannot be read, with its version where that is known
 * @throws PlatformError when OSS cannot be reached, throttles or fails
 */
export async function openObject(
  source: ObjectSource,
  address: ObjectAddress,
  budget: ObjectBudget,
  tool: Tool,
  { reading = 'exact', toldSize, settings: own }: OpenOptions = {},
): Promise<OpenedObject> {
  const settings = { ...READER_SETTINGS, ...firstRanges(reading, extensionOf(address.key)), ...own };
  const { deadline, maxBytes = 1e9, maxRequests = 20_000 } = budget;
  const session = new ReadingSession(
    source,
    address,
    { deadline, maxBytes, maxRequests },
    settings,
    toldSize,
  );
  let run: ToolRun | undefined;
  const close = async (): Promise<void> => {
    session.close();
    const ending = run?.dispose();
    run = undefined;
    await ending;
  };
  try {
    // Only now, with both requests on their way: starting a process takes some milliseconds.
    run = tool.start(address, toolLimits(budget, session));
    const version = await session.look();
    const bytes = await session.bytesIn(run.mailbox);
    return {
      version,
      cost: () => session.meter.cost(),
      close,
      report: async () => {
        if (!run) throw new Error('An object is reported on once, before it is closed.');
        try {
          const report = await run.report(version, bytes, session.signal);
          return { ...report, cost: session.meter.cost() };
        } catch (error) {
          throw withVersion(error, version);
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const toolLimits = (budget: ObjectBudget, { meter }: ReadingSession): ToolLimits => ({
  deadline: budget.deadline,
  maxReportBytes: budget.maxReportBytes ?? 16e6,
  maxMemoryMB: budget.maxToolMemoryMB ?? TOOL_MEMORY_MB,
  maxStalledCpuSeconds: budget.maxStalledCpuSeconds ?? 5,
  received: () => meter.cost().bytes,
  progress: () => meter.progress(),
});
