import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ByteSource } from './byte-source';
import type { BlockFile } from './object-reader/block-file';

/** What a tool says of one version of an object. */
export interface ToolReport {
  /** With the object's own identity where the tool named what it read from. */
  xml: string;
  /** Of the tool. */
  version: string;
  /** The options that shaped the report. */
  arguments: string[];
  /** Where a part of the object had to be hidden from the tool: which, as a sentence for a person. */
  without?: string;
}

/** What a tool may use for one object. */
export interface ToolLimits {
  /** Epoch milliseconds. Reached: `TOO_SLOW`. */
  deadline: number;
  /** Exceeded: `TOO_LARGE`. */
  maxReportBytes: number;
  /** Memory for data. Exceeded: `TOO_LARGE`. */
  maxMemoryMB: number;
  /** Seconds of CPU without a further byte of the object. Exceeded: `TOO_SLOW`. */
  maxStalledCpuSeconds: number;
  /** Bytes of the object received so far. */
  received(): number;
  /** How far the reading came, for a person. */
  progress(): string;
}

/** A program that reads an object and reports what is in it; MediaInfo is the one there is. */
export interface Tool {
  /**
   * Starts the program before anything is known of the object, as that takes some milliseconds.
   *
   * @throws PlatformError when a file or process cannot be made
   */
  start(address: ObjectAddress, limits: ToolLimits): ToolRun;
}

/** A started program, for one object. */
export interface ToolRun {
  /** Where the bytes that are read have to lie. */
  readonly mailbox: BlockFile;
  /**
   * Lets the program read the object. To be called once.
   *
   * @throws RecordedError when the program cannot report on the object
   * @throws PlatformError when the machine has no room for the program, and whatever `bytes` throws
   */
  report(version: ObjectVersion, bytes: ByteSource, signal: AbortSignal): Promise<ToolReport>;
  /** Ends the program, if it still runs, and lets go of its files. Safe to call twice. */
  dispose(): Promise<void>;
}
