import type { Session } from '../../cloud/session';
import type { Target } from '../../cloud/target';

/** The deployed pipeline, as the checks use it. */
export interface Pipeline {
  session: Session;
  target: Target;
  /** Whether rows can be read from here. Otherwise the logs tell of them. */
  rowsFromHere: boolean;
  /** Epoch milliseconds at which this run began. */
  began: number;
  patienceMs: number;
  signal: AbortSignal;
}
