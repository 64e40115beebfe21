import type { ReadingMode } from '../contract/reading-mode';
import type { State, ToolName } from './tools/tool';

/**
 * A line of `--json`: one case, tool, state and distance. Values are medians, except the CPU time, which is a
 * mean.
 */
export interface Measurement {
  case: string;
  tool: ToolName;
  state: State;
  /** Milliseconds. */
  latencyMs: number;
  /** Null for no limit. */
  bandwidthMBps: number | null;
  /** Share of a core that the tool had, with its children. Absent for whole cores. */
  vcpu?: number;
  /** From the event, or the start of the process, to the report. */
  wallMs: number;
  requests: number;
  /** Requests that waited for each other; opening a connection counts too. */
  roundTrips: number;
  /** Bytes of the object that the tool read. */
  bytes: number;
  /** User and system time of the process and its children. */
  cpuMs: number;
  /** Peak memory of the process and its largest child together. */
  rssMB: number;
  /** Only for the function. */
  mode?: ReadingMode;
  /** From the event to the written row. Only for the function. */
  rowMs?: number;
}

/** What the tables show in addition. */
interface Detail {
  runs: number;
  leastWallMs: number;
  mostWallMs: number;
  /** What Function Compute would bill of each run, in milliseconds. */
  billedMs: number[];
  /** CPU of the function itself, without mediainfo. */
  ownCpuMs?: number;
  /** Bytes that the tool reads of the same file on disk. Only for mediainfo. */
  diskBytes?: number;
}

export interface Result {
  measurement: Measurement;
  detail: Detail;
}

/** What identifies a result. */
export type Place = Pick<
  Measurement,
  'case' | 'tool' | 'state' | 'latencyMs' | 'bandwidthMBps' | 'vcpu' | 'mode'
>;

export function findResult(results: readonly Result[], place: Partial<Place>): Result | undefined {
  const wanted = Object.entries(place);
  return results.find(({ measurement }) =>
    wanted.every(([name, value]) => measurement[name as keyof Place] === value),
  );
}
