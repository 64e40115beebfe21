import type { Clock } from '../clock';
import { FcError } from './errors';
import type { FunctionName } from './function-name';
import type { Outcome } from './invocation';
import type { AsyncOptions } from './service';

export interface AsyncEvent extends FunctionName {
  requestId: string;
  payload: Buffer;
  /** Milliseconds since the epoch. */
  acceptedAt: number;
  /** How often the function has run for it. */
  attempts: number;
  /** How often it was refused for lack of capacity since it last ran. */
  throttles: number;
  last?: Outcome;
}

/** How an event ended. `condition` is empty for success, else the error that ended it. */
export interface Verdict {
  condition: string;
  outcome?: Outcome;
}

interface AsyncQueueOptions {
  clock: Clock;
  /** Multiplies every wait between attempts. */
  timeScale: number;
  /** How many events are handed to the function at a time; more wait in line. */
  concurrency: number;
  run(event: AsyncEvent): Promise<Outcome>;
  settings(event: AsyncEvent): AsyncOptions;
  finished(event: AsyncEvent, verdict: Verdict): Promise<void>;
  /** Called when no event is left. */
  onIdle(): void;
}

const DEFAULT_RETRIES = 3;
const DEFAULT_AGE_SECONDS = 86_400;
/** Our choice: the documentation says that the waits grow, but not how long they are. */
const FIRST_RETRY_MS = 1000;
/** The platform waits half a second first, then twice as long each time. */
const FIRST_THROTTLE_WAIT_MS = 500;
/** The platform gives up after five hours without capacity. */
const THROTTLE_SECONDS = 5 * 3600;

/** Asynchronous events from acceptance to their end: each is run, and run again after an error, until it is too old. */
export class AsyncQueue {
  private readonly waiting: AsyncEvent[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private active = 0;
  private open = 0;
  private closed = false;

  constructor(private readonly options: AsyncQueueOptions) {}

  accept(event: AsyncEvent): void {
    this.open += 1;
    this.enqueue(event);
  }

  /** Events that were accepted and have not ended. */
  get depth(): number {
    return this.open;
  }

  /** Runs none of the waiting events any more. */
  close(): void {
    this.closed = true;
    this.waiting.length = 0;
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.open = 0;
    this.options.onIdle();
  }

  private enqueue(event: AsyncEvent): void {
    if (!this.closed) {
      this.waiting.push(event);
      this.dispatch();
    }
  }

  private dispatch(): void {
    while (this.active < this.options.concurrency) {
      const event = this.waiting.shift();
      if (!event) {
        return;
      }
      this.active += 1;
      this.attempt(event).finally(() => {
        this.active -= 1;
        this.dispatch();
      });
    }
  }

  private async attempt(event: AsyncEvent): Promise<void> {
    if (this.isTooOld(event)) {
      return this.conclude(event, {
        condition: event.last?.errorType ?? 'EventAgeExceeded',
        outcome: event.last,
      });
    }
    try {
      event.last = await this.options.run(event);
      event.attempts += 1;
      event.throttles = 0;
    } catch (error) {
      return this.refused(event, error);
    }
    if (!event.last.errorType) {
      return this.conclude(event, { condition: '', outcome: event.last });
    }
    const retries = this.options.settings(event).maxAsyncRetryAttempts ?? DEFAULT_RETRIES;
    if (event.attempts > retries) {
      return this.conclude(event, { condition: event.last.errorType, outcome: event.last });
    }
    this.later(event, FIRST_RETRY_MS * 2 ** (event.attempts - 1));
  }

  /** The function was not started. Only a lack of capacity is tried again. */
  private async refused(event: AsyncEvent, error: unknown): Promise<void> {
    const code = error instanceof FcError ? error.code : 'InternalServerError';
    const waited = this.options.clock.now() - event.acceptedAt;
    if (code === 'ResourceExhausted' && waited < THROTTLE_SECONDS * 1000) {
      this.later(event, FIRST_THROTTLE_WAIT_MS * 2 ** event.throttles);
      event.throttles += 1;
      return;
    }
    const payload = JSON.stringify({
      errorMessage: error instanceof Error ? error.message : String(error),
      errorType: code,
    });
    const outcome: Outcome = {
      requestId: event.requestId,
      payload,
      instanceId: '',
      isColdStart: false,
      durationMs: 0,
      maxMemoryMB: 0,
      logTail: '',
    };
    await this.conclude(event, { condition: code, outcome });
  }

  private isTooOld(event: AsyncEvent): boolean {
    const age = (this.options.clock.now() - event.acceptedAt) / 1000;
    return age > (this.options.settings(event).maxAsyncEventAgeInSeconds ?? DEFAULT_AGE_SECONDS);
  }

  private later(event: AsyncEvent, milliseconds: number): void {
    if (this.closed) {
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.enqueue(event);
    }, milliseconds * this.options.timeScale);
    this.timers.add(timer);
  }

  private async conclude(event: AsyncEvent, verdict: Verdict): Promise<void> {
    if (this.closed) {
      return;
    }
    await this.options.finished(event, verdict);
    this.open -= 1;
    if (this.open === 0) {
      this.options.onIdle();
    }
  }
}
