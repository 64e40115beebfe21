import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ReadingMode } from '../../contract/reading-mode';
import { PlatformError, RecordedError } from './errors';
import type { Measure } from './mediainfo/confinement';
import { Describer } from './mediainfo/describe';
import { type MediaInfoHome, mediaInfoHome } from './mediainfo/home';
import { nameOf } from './mediainfo/object-name';
import type { RunLimits } from './mediainfo/run-watch';
import { firstLook, withVersion } from './object-reader/first-look';
import { firstRanges } from './object-reader/first-ranges';
import { ObjectReader } from './object-reader/object-reader';
import { Origin, signalAt } from './object-reader/origin';
import { ReadMeter } from './object-reader/read-meter';
import { READER_SETTINGS, type ReaderSettings } from './object-reader/reader-settings';
import type { ObjectSource } from './object-source';

/** What reading one object has cost so far. */
export interface ReadCost {
  /** Requests sent to OSS, retries included. */
  requests: number;
  /** The longest chain of requests of which each was sent after the one before it had been answered. */
  roundTrips: number;
  /** Bytes of the object received. */
  bytes: number;
  /** Wall time since the object was opened. */
  milliseconds: number;
}

/** Memory for the data of a mediainfo, in MB, where there is no reason for less. */
export const MEDIAINFO_MEMORY_MB = 256;

/** What one object may cost at most. */
export interface ReadBudget {
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
   * Memory of the mediainfo process for its data. Exceeded: `TOO_LARGE`.
   * @default 256 MB, half of a function's by default; 5 to 33 MB were measured for files of 20 GB
   */
  maxMediaInfoMemoryMB?: number;
  /** Seconds of CPU that mediainfo may use without a further byte of the object. Exceeded: `TOO_SLOW`. @default 5 */
  maxStalledCpuSeconds?: number;
}

/** MediaInfo's report on one version of an object. */
export interface Report {
  /** `--Full --Output=XML`, with the object's own identity where MediaInfo wrote the address it read from. */
  xml: string;
  cost: ReadCost;
  mediaInfoVersion: string;
  /** Where MediaInfo breaks down on a part of the object: that, as a sentence for a person. */
  without?: string;
  /** The options that shaped the report. */
  arguments: string[];
}

/** An object that has been looked at and whose first bytes are on their way. */
export interface OpenedObject {
  version: ObjectVersion;
  /**
   * @throws ObjectGoneError, ObjectReplacedError when this version is no longer there to be read
   * @throws RecordedError when the object cannot be described
   * @throws PlatformError when OSS cannot be reached, throttles or fails
   */
  describe(): Promise<Report>;
  /** Ends every request. Always to be called; safe to call twice. */
  close(): Promise<void>;
  cost(): ReadCost;
}

export interface OpenOptions {
  /** How much of the object is read. @default exact */
  reading?: ReadingMode;
  /** Told the measures that the kernel refused when mediainfo shut itself in. */
  onRefused?: (measures: readonly Measure[]) => void;
  /** For tests, as is `home`. */
  settings?: Partial<ReaderSettings>;
  home?: MediaInfoHome;
}

/**
 * Opens an object for description: its head and tail are asked for at once, and the first answer is the look at it.
 *
 * @throws ObjectGoneError when there is no such object
 * @throws RecordedError when the object cannot be read, with its version where that is known
 * @throws PlatformError when OSS cannot be reached, throttles or fails
 */
export async function openObject(
  source: ObjectSource,
  address: ObjectAddress,
  budget: ReadBudget,
  options: OpenOptions = {},
): Promise<OpenedObject> {
  const { reading = 'exact' } = options;
  const { extension } = nameOf(address);
  const settings = { ...READER_SETTINGS, ...firstRanges(reading, extension), ...options.settings };
  const meter = new ReadMeter(budget.maxRequests ?? 20_000, budget.maxBytes ?? 1e9);
  const ended = signalAt(
    budget.deadline,
    () =>
      new RecordedError('TOO_SLOW', `The object could not be read within the time (${meter.progress()}).`),
  );
  const origin = new Origin(source, address, meter, settings);
  const looking = firstLook(origin, settings, meter, ended.signal);
  looking.catch(() => {});
  const limits: RunLimits = {
    deadline: budget.deadline,
    maxReportBytes: budget.maxReportBytes ?? 16e6,
    maxMemoryMB: budget.maxMediaInfoMemoryMB ?? MEDIAINFO_MEMORY_MB,
    maxStalledCpuSeconds: budget.maxStalledCpuSeconds ?? 5,
    received: () => meter.cost().bytes,
    progress: () => meter.progress(),
  };
  // Only now, with both requests on their way: starting a process takes some milliseconds.
  let describer: Describer | undefined;
  let reader: ObjectReader | undefined;
  const close = async (): Promise<void> => {
    ended.clear();
    ended.abort(new PlatformError('The object was closed while it was being read.'));
    reader?.close();
    const ending = describer?.dispose();
    describer = undefined;
    await ending;
  };
  try {
    describer = new Describer(options.home ?? mediaInfoHome(), address, reading, limits);
    const { version, head, tail } = await looking;
    const { mailbox: file } = describer;
    reader = new ObjectReader({ origin, version, meter, settings, signal: ended.signal, file }, head, tail);
    const source = reader;
    return {
      version,
      cost: () => meter.cost(),
      close,
      describe: async () => {
        if (!describer) throw new Error('An object is described once, before it is closed.');
        const { options: used } = describer;
        try {
          const described = await describer.describe(version, source, ended.signal);
          return { ...described, cost: meter.cost(), arguments: [...used] };
        } catch (error) {
          throw withVersion(error, version);
        } finally {
          const refused = describer?.refusedMeasures ?? [];
          if (refused.length > 0) options.onRefused?.(refused);
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
