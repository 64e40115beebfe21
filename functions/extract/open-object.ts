import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import { extensionOf, type ReadingMode } from '../../contract/reading-mode';
import { withVersion } from './object-reader/first-look';
import { firstRanges } from './object-reader/first-ranges';
import type { ObjectReader } from './object-reader/object-reader';
import type { ObjectSource } from './object-reader/object-source';
import type { ReadCost } from './object-reader/read-meter';
import { READER_SETTINGS, type ReaderSettings } from './object-reader/reader-settings';
import { type ReadBudget, ReadingSession } from './object-reader/reading-session';
import type { Ends } from './report/missing-end';
import type { Tool, ToolLimits, ToolReport, ToolRun } from './tool';

/** Most memory in MB for a tool's data, unless a small function allows less. */
export const TOOL_MEMORY_MB = 256;

/** The limits for reading one object and reporting on it. */
export interface ObjectBudget extends Partial<ReadBudget> {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /**
   * Bytes of the object received. Exceeded: `TOO_LARGE`.
   * @default 1 GB, four times the most that MediaInfo was seen to read (266 MB, of an MXF file)
   */
  maxBytes?: number;
  /**
   * Requests sent to OSS. Exceeded: `TOO_LARGE`.
   * @default 20,000, one for each fragment of a fragmented MP4 of ten hours; they cost CNY 0.02
   */
  maxRequests?: number;
  /**
   * Bytes of XML. Exceeded: `TOO_LARGE`.
   * @default 16 MB, ten times the longest report seen (2,000 chapters and 1.5 MB of tags); gzipped, it fits
   * in a cell of 2 MB
   */
  maxReportBytes?: number;
  /**
   * Memory for the tool's data. Exceeded: `TOO_LARGE`.
   * @default 256 MB, half of the function's default memory; files of 20 GB took 5 to 33 MB
   */
  maxToolMemoryMB?: number;
  /** CPU seconds that the tool may use without receiving another byte. Exceeded: `TOO_SLOW`. @default 5 */
  maxStalledCpuSeconds?: number;
}

/** A report on one version of an object, and the cost of reading it. */
export interface Report extends ToolReport {
  cost: ReadCost;
  /** The first and the last bytes, as far as they are here. @default - none */
  ends?: Ends;
}

/** An object whose version is known and whose first bytes are on their way. */
export interface OpenedObject {
  version: ObjectVersion;
  /**
   * Has the tool report on the object. Call it once.
   *
   * @throws ObjectGoneError, ObjectReplacedError when this version can no longer be read
   * @throws RecordedError when no report on the object is possible
   * @throws PlatformError when OSS cannot be reached, throttles or fails
   */
  report(): Promise<Report>;
  /** Ends every request and the tool. Always call it; calling it twice does no harm. */
  close(): Promise<void>;
  cost(): ReadCost;
}

export interface OpenOptions {
  /** How much of the object is read. @default exact */
  reading?: ReadingMode;
  /** Bytes of the object, as an event told them: a hint that spares requests, and may be wrong. @default unknown */
  sizeInEvent?: number;
  /** For tests. */
  settings?: Partial<ReaderSettings>;
}

/**
 * Opens an object for a tool. It requests the beginning and the end of the object at once; the first answer
 * gives the version.
 *
 * @throws ObjectGoneError when the object does not exist
 * @throws RecordedError when the object cannot be read, with its version if known
 * @throws PlatformError when OSS cannot be reached, throttles or fails
 */
export async function openObject(
  source: ObjectSource,
  address: ObjectAddress,
  budget: ObjectBudget,
  tool: Tool,
  { reading = 'exact', sizeInEvent, settings: own }: OpenOptions = {},
): Promise<OpenedObject> {
  const settings = { ...READER_SETTINGS, ...firstRanges(reading, extensionOf(address.key)), ...own };
  const { deadline, maxBytes = 1e9, maxRequests = 20_000 } = budget;
  const session = new ReadingSession(
    source,
    address,
    { deadline, maxBytes, maxRequests },
    settings,
    sizeInEvent,
  );
  let run: ToolRun | undefined;
  const close = async (): Promise<void> => {
    session.close();
    const ending = run?.dispose();
    run = undefined;
    await ending;
  };
  try {
    // Start the process after both requests are sent, because starting it takes some milliseconds.
    const { headBytes, tailBytes } = settings;
    run = tool.start(address, toolLimits(budget, session), { size: sizeInEvent, headBytes, tailBytes });
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
          return { ...report, cost: session.meter.cost(), ends: endsOf(bytes) };
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

/** Most bytes of a head: the header of a WMA with a cover ends there, and the seek table of two hours of TTA. */
const HEAD_BYTES = 64 * 1024;

/** In 4,096 bytes of coded picture data, about 16 are FF, which a JPEG must escape: enough to recognise such data. */
const TAIL_BYTES = 4 * 1024;

const endsOf = (bytes: ObjectReader): Ends => ({
  head: bytes.ifHere({ start: 0, end: Math.min(HEAD_BYTES, bytes.size) }),
  tail: bytes.ifHere({ start: Math.max(0, bytes.size - TAIL_BYTES), end: bytes.size }),
});

const toolLimits = (budget: ObjectBudget, { meter }: ReadingSession): ToolLimits => ({
  deadline: budget.deadline,
  maxReportBytes: budget.maxReportBytes ?? 16e6,
  maxMemoryMB: budget.maxToolMemoryMB ?? TOOL_MEMORY_MB,
  maxStalledCpuSeconds: budget.maxStalledCpuSeconds ?? 5,
  received: () => meter.cost().bytes,
  progress: () => meter.progress(),
});
