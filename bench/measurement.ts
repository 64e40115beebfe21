import type { ReadingMode } from '../contract/reading-mode';
import type { State, ToolName } from './tools/tool';

/** What `--json` prints of one case, tool, state and distance: medians, the CPU time excepted, which is a mean. */
export interface Measurement {
  case: string;
  tool: ToolName;
  state: State;
  /** Milliseconds. */
  latencyMs: number;
  /** Null: no limit. */
  bandwidthMBps: number | null;
  /** From the event, or the start of the process, to the report. */
  wallMs: number;
  requests: number;
  /** Sequential ones, connections included. */
  roundTrips: number;
  /** Of the object, taken in by the tool. */
  bytes: number;
  /** User and system time of the process and its children. */
  cpuMs: number;
  /** Peak, the process and its largest child together. */
  rssMB: number;
  /** Of the function only. */
  mode?: ReadingMode;
  /** From the event to the row written; of the function only. */
  rowMs?: number;
}

/** What the tables show beyond that. */
interface Detail {
  runs: number;
  leastWallMs: number;
  mostWallMs: number;
  /** CPU of the function itself, without mediainfo's. */
  ownCpuMs?: number;
  /** Bytes that the tool reads of the same file on disk; of mediainfo only. */
  diskBytes?: number;
}

export interface Result {
  measurement: Measurement;
  detail: Detail;
}

/** Where a result belongs. */
export type Place = Pick<Measurement, 'case' | 'tool' | 'state' | 'latencyMs' | 'bandwidthMBps' | 'mode'>;

export function findResult(results: readonly Result[], place: Partial<Place>): Result | undefined {
  const wanted = Object.entries(place);
  return results.find(({ measurement }) =>
    wanted.every(([name, value]) => measurement[name as keyof Place] === value),
  );
}
