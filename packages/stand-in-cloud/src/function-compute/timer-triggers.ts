import type { limits } from 'ros-template-check';
import type { VirtualClock } from '../clock';
import { reasonOf } from '../reason-of';
import type { FunctionName } from './function-name';
import { type Generations, labelOf } from './generation';
import type { ProblemList } from './problems';
import type { TriggerRecord } from './registry';
import type { TimerTriggerOptions } from './service';
import { nextFiring } from './timer-schedule';
import { checkTimerTrigger } from './trigger-limits';

interface TimerTriggersOptions {
  generations: Generations;
  problems: ProblemList;
  timerClock: VirtualClock;
  /** Accepts an asynchronous event. Function Compute itself sends it, so nobody's right is asked for. */
  accept(name: FunctionName, payload: Buffer): void;
}

interface Timer {
  options: TimerTriggerOptions;
  schedule: limits.timer.Schedule;
  /** Milliseconds since the epoch; undefined for a timer that does not fire. */
  next: number | undefined;
}

/** A longer wait is cut into several: Node.js counts it in 31 bits. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Triggers of type `timer`. When time is skipped, they fire as often as they would have, in their order. */
export class TimerTriggers {
  private readonly timers = new Map<TriggerRecord, Timer>();
  private readonly ignoreSkips: () => void;
  private alarm?: NodeJS.Timeout;

  constructor(private readonly options: TimerTriggersOptions) {
    this.ignoreSkips = options.timerClock.onSkip(() => this.fireDue());
  }

  /** For a new trigger, and for one that was changed. @throws FcError */
  set(trigger: TriggerRecord, options: TimerTriggerOptions): void {
    const schedule = checkTimerTrigger(options);
    const next = options.enable ? nextFiring(schedule, this.options.timerClock.now()) : undefined;
    this.timers.set(trigger, { options, schedule, next });
    this.arm();
  }

  delete(trigger: TriggerRecord): void {
    this.timers.delete(trigger);
    this.arm();
  }

  close(): void {
    this.ignoreSkips();
    this.timers.clear();
    this.arm();
  }

  private fireDue(): void {
    const now = this.options.timerClock.now();
    for (let due = this.first(); due && due.next <= now; due = this.first()) {
      this.fire(due.trigger, due.timer.options, due.next);
      due.timer.next = nextFiring(due.timer.schedule, due.next);
    }
    this.arm();
  }

  /** The one that fires next. */
  private first(): { trigger: TriggerRecord; timer: Timer; next: number } | undefined {
    let found: { trigger: TriggerRecord; timer: Timer; next: number } | undefined;
    for (const [trigger, timer] of this.timers) {
      const { next } = timer;
      if (next !== undefined && (!found || next < found.next)) found = { trigger, timer, next };
    }
    return found;
  }

  private arm(): void {
    clearTimeout(this.alarm);
    const first = this.first();
    if (!first) return;
    const wait = Math.max(0, first.next - this.options.timerClock.now());
    this.alarm = setTimeout(() => this.fireDue(), Math.min(wait, LONGEST_WAIT_MS));
    // A timer alone keeps no process alive.
    this.alarm.unref();
  }

  private fire(
    { fn, name }: TriggerRecord,
    { qualifier, payload = '' }: TimerTriggerOptions,
    at: number,
  ): void {
    const { generations, problems, accept } = this.options;
    const triggerTime = `${new Date(at).toISOString().slice(0, 19)}Z`;
    try {
      accept(
        { ...fn.fullName, qualifier: qualifier ?? generations.of(fn.fullName).defaultQualifier },
        Buffer.from(JSON.stringify({ triggerTime, triggerName: name, payload })),
      );
    } catch (error) {
      const reason = `trigger ${name}, ${triggerTime}: ${reasonOf(error)}`;
      problems.report({ kind: 'event-lost', function: labelOf(fn.fullName), reason });
    }
  }
}
