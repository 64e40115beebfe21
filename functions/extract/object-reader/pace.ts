import type { Run } from './plan/plan-state';
import type { ReaderSettings } from './reader-settings';

/**
 * Milliseconds in which this process had nothing to do but to wait for its sockets. An instance that has used up its share of
 * a core is stopped for a while, and that is no such time: more connections would only take more of its share.
 */
export const idleMilliseconds = (): number => performance.eventLoopUtilization().idle;

/**
 * Tells whether a connection to OSS is slow for this object. Only the time counts in which MediaInfo waits for bytes: how
 * long it works on them says nothing of the network.
 */
export class Pace {
  private isSlow = false;
  private runStart = -1;
  /** Milliseconds in which the reads of the run have waited and the process was idle. */
  private waited = 0;

  constructor(private readonly settings: Pick<ReaderSettings, 'slowBytesPerSecond' | 'longRunBytes'>) {}

  /**
   * Called after each read. Once a run was slow, all later ones count as slow: it is the same network.
   *
   * @param run the run with this read
   * @param milliseconds in which the read waited for its bytes and the process was idle
   */
  after({ start, length }: Run, milliseconds: number): boolean {
    const { slowBytesPerSecond, longRunBytes } = this.settings;
    if (start !== this.runStart) {
      this.runStart = start;
      this.waited = 0;
    }
    this.waited += milliseconds;
    if (length >= longRunBytes && length / this.waited < slowBytesPerSecond / 1000) this.isSlow = true;
    return this.isSlow;
  }
}
