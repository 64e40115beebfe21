import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ByteSource } from './byte-source';
import type { BlockFile } from './object-reader/block-file';

/** A tool's report on one version of an object. */
export interface ToolReport {
  /** The report. It names the object where the tool named the file that it read. */
  xml: string;
  /** Version of the tool. */
  version: string;
  /** The options that change the report. */
  arguments: string[];
  /** The columns that may be taken from the report. @default - all */
  columns?: ReadonlySet<string>;
  /** A sentence for a person that says which part of the object was hidden from the tool, if any. */
  without?: string;
}

/** The limits of a tool for one object. */
export interface ToolLimits {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /** Exceeded: `TOO_LARGE`. */
  maxReportBytes: number;
  /** Memory for data. Exceeded: `TOO_LARGE`. */
  maxMemoryMB: number;
  /** CPU seconds without receiving another byte of the object. Exceeded: `TOO_SLOW`. */
  maxStalledCpuSeconds: number;
  /** Bytes of the object received so far. */
  received(): number;
  /** How far the reading has come, as words for a person. */
  progress(): string;
}

/** What is known of an object before the first answer. */
export interface Expected {
  /** Bytes of the object, as an event told them. It may be wrong. @default unknown */
  size?: number;
  /** Bytes from the beginning of the object that come in whatever the tool reads. */
  headBytes: number;
  /** The same of its end. */
  tailBytes: number;
}

/** A program that reads an object and reports on it. MediaInfo is the only one so far. */
export interface Tool {
  /**
   * Starts the program before anything is known about the object, because starting takes some milliseconds.
   *
   * @throws PlatformError when a file or process cannot be created
   */
  start(address: ObjectAddress, limits: ToolLimits, expected: Expected): ToolRun;
}

/** A started program, for one object. */
export interface ToolRun {
  /** The file into which the bytes that are read must go. */
  readonly mailbox: BlockFile;
  /**
   * Lets the program read the object. Call it once.
   *
   * @throws RecordedError when the program cannot report on the object
   * @throws PlatformError when the machine has no room for the program
   * @throws errors of `bytes`
   */
  report(version: ObjectVersion, bytes: ByteSource, signal: AbortSignal): Promise<ToolReport>;
  /** Ends the program if it still runs, and closes its files. Calling it twice does no harm. */
  dispose(): Promise<void>;
}
