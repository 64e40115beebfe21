import type { ReadingMode } from '../../contract/reading-mode';
import type { CorpusFile } from '../corpus/make-corpus';

export type ToolName = 'extract' | 'mediainfo' | 'ffprobe' | 'mediainfo.js';

/** `cold`: a new process, its start included. `warm`: one that has described every file often enough to have settled. */
export type State = 'cold' | 'warm';

/** What one run of a tool on one file took, as far as the tool knows. */
export interface ToolRun {
  /** From the event, or the start of the process, to the report. */
  wallMs: number;
  /** To the row written: the function only. */
  rowMs?: number;
  /** User and system time of the process and its children. */
  cpuMs: number;
  /** Of these, the tool's own process: the function only, whose child is mediainfo. */
  ownCpuMs?: number;
  /** Bytes of the object that the tool took in, where it counts them itself. */
  bytes?: number;
  /** Peak of the resident memory of the tool's own process, where it outlives the run. */
  rssMB?: number;
}

/** What cannot be seen without disturbing the run: counted in one that is not timed. */
export interface Counted {
  /** Peak of resident memory of the processes that end with the run. */
  rssMB: number;
  bytes?: number;
  /** Bytes that it reads of the same file when that lies on disk; of mediainfo only. */
  diskBytes?: number;
}

/** A way to describe a file that lies in a bucket. */
export interface Tool {
  readonly name: ToolName;
  /** Of the function only. */
  readonly mode?: ReadingMode;
  /** What was measured, for a person. */
  readonly version: string;
  readonly states: readonly State[];
  /** @throws Error when the file is not described */
  run(state: State, file: CorpusFile): Promise<ToolRun>;
  /** Describes a file in the process of the warm runs, for nothing but that it be warm. */
  warmUp?(file: CorpusFile): Promise<void>;
  /** What comes before each run and is not timed. */
  prepare?(state: State, file: CorpusFile): Promise<void>;
  count?(file: CorpusFile): Promise<Counted>;
  close(): Promise<void>;
}

/** A tool that did not do its work. */
export class ToolError extends Error {
  override name = 'ToolError';
}
