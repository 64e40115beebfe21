import type * as TableStore from 'tablestore';
import type { Session } from '../../cloud/session';
import { invokerOf } from '../../describe-again/invoker';
import { RateLimit } from '../../describe-again/rate-limit';
import { sendFound } from '../../describe-again/send-found';
import { DEFAULT_RATE } from '../../describe-again/send-options';
import { UsageError } from '../../program/errors';
import type { MediaIndex } from '../../search/media-index';

export interface JobState {
  /** `idle`: nothing was sent since the page was opened. */
  state: 'idle' | 'running' | 'stopped' | 'done' | 'failed';
  found: number;
  sent: number;
  /** Why it failed. */
  reason?: string;
}

/** Has objects described again, in the background of the page; one task at a time. */
export class DescribeAgainJob {
  private current: JobState = { state: 'idle', found: 0, sent: 0 };
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly index: MediaIndex,
    private readonly now: () => number,
    /** Ends the job with the page. */
    private readonly interrupted: AbortSignal,
  ) {}

  get state(): Readonly<JobState> {
    return this.current;
  }

  /** @param found how many objects the query finds now. @throws UsageError while another task runs */
  start(query: TableStore.SearchQuery, found: number): void {
    if (this.current.state === 'running')
      throw new UsageError('Objects are being sent already: stop that first.');
    this.current = { state: 'running', found, sent: 0 };
    this.stopping = new AbortController();
    this.running = this.run(query);
  }

  /** Sends no more; what has been sent is described. */
  stop(): void {
    this.stopping.abort();
  }

  /** Waits until nothing is sent any more. */
  async end(): Promise<void> {
    this.stop();
    await this.running;
  }

  private async run(query: TableStore.SearchQuery): Promise<void> {
    const interrupted = AbortSignal.any([this.stopping.signal, this.interrupted]);
    try {
      const { invoke, accountId } = await invokerOf(this.session, interrupted);
      const submitter = {
        invoke,
        limit: new RateLimit(DEFAULT_RATE),
        interrupted,
        onSent: (objects: number) => this.change({ sent: this.current.sent + objects }),
      };
      const origin = { region: this.session.target.region, accountId, now: this.now };
      await sendFound(this.index, query, origin, submitter);
      this.change({ state: interrupted.aborted ? 'stopped' : 'done' });
    } catch (error) {
      this.change(
        interrupted.aborted ? { state: 'stopped' } : { state: 'failed', reason: (error as Error).message },
      );
    }
  }

  private change(changes: Partial<JobState>): void {
    this.current = { ...this.current, ...changes };
  }
}
