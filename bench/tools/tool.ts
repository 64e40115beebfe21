import type { ReadingMode } from '../../contract/reading-mode';
import type { CorpusFile } from '../corpus/make-corpus';

export type ToolName = 'extract' | 'mediainfo' | 'ffprobe' | 'mediainfo.js';

/**
 * `cold`: a new process, including its start. `warm`: a process that has described every file often enough to
 * have settled.
 */
export type State = 'cold' | 'warm';

/** The cost of one run of a tool on one file, as far as the tool knows it. */
export interface ToolRun {
  /** From the event, or the start of the process, to the report. */
  wallMs: number;
  /** Until the row is written. Only for the function. */
  rowMs?: number;
  /** What Function Compute would bill: until the function has answered, or the process has ended. */
  billedMs: number;
  /** User and system time of the process and its children. */
  cpuMs: number;
  /** CPU of the tool's own process. Only for the function, whose child is mediainfo. */
  ownCpuMs?: number;
  /** Bytes of the object that the tool read, if it counts them itself. */
  bytes?: number;
  /** Peak resident memory of the tool's own process, if it outlives the run. */
  rssMB?: number;
}

/** Numbers that would disturb a timed run. They come from a separate run. */
export interface Counted {
  /** Peak resident memory of the processes that end with the run. */
  rssMB: number;
  bytes?: number;
  /** Bytes that it reads when the same file is on disk. Only for mediainfo. */
  diskBytes?: number;
}

/** A way to describe a file in a bucket. */
export interface Tool {
  readonly name: ToolName;
  /** Only for the function. */
  readonly mode?: ReadingMode;
  /** Name and version of what was measured, for a person. */
  readonly version: string;
  readonly states: readonly State[];
  /** @throws Error when the file is not described */
  run(state: State, file: CorpusFile): Promise<ToolRun>;
  /** Describes a file in the process of the warm runs, only to warm it up. */
  warmUp?(file: CorpusFile): Promise<void>;
  /** Done before each run and not timed. */
  prepare?(state: State, file: CorpusFile): Promise<void>;
  count?(file: CorpusFile): Promise<Counted>;
  close(): Promise<void>;
}

/** A tool that did not do its work. */
export class ToolError extends Error {
  override name = 'ToolError';
}
