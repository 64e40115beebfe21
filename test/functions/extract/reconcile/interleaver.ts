/** What can happen to a step. */
export type Fate =
  | 'go'
  | 'fail'
  | 'lose answer'
  | 'lose answer, try again'
  | 'crash'
  | 'sleep'
  | 'second passes';

/** One decision in a history: which of the waiting steps comes next, and what happens to it. */
export interface Turn {
  pick: number;
  fate: Fate;
}

/**
 * The faults among 32 values; the other values mean no fault. 0 means no fault, so that a history shrinks to
 * one with few faults.
 */
const EVENTFUL: Record<number, Fate> = {
  23: 'sleep',
  24: 'sleep',
  25: 'second passes',
  26: 'second passes',
  27: 'fail',
  28: 'lose answer',
  29: 'lose answer, try again',
  30: 'crash',
  31: 'crash',
};

/** Makes a turn from one random byte. */
export const turnOf = (byte: number): Turn => ({ pick: byte & 7, fate: EVENTFUL[byte >> 3] ?? 'go' });

/** How many turns an instance sleeps: long enough for another to do all its work. */
const SLEEP_TURNS = 12;

interface Waiting {
  actor: Actor;
  name: string;
  resume(fate: Fate): void;
}

/** Something whose steps are mixed with those of others. A crash removes all its waiting steps. */
export interface Actor {
  name: string;
  crash?(): void;
}

/**
 * Runs all waiting steps one at a time, in the order that the turns decide. After the last turn, the first
 * step that waits comes first, and nothing fails. The same turns always give the same history.
 */
export class Interleaver {
  readonly story: string[] = [];
  private waiting: Waiting[] = [];
  private asleep: { until: number; waiting: Waiting }[] = [];
  private turn = 0;

  constructor(
    private readonly turns: readonly Turn[],
    private readonly clock: { now: number },
  ) {}

  /** Waits for a turn. After a crash of the actor it never returns. */
  step(actor: Actor, name: string): Promise<Fate> {
    return new Promise((resume) => {
      this.waiting.push({ actor, name, resume });
    });
  }

  /**
   * Lets everything continue that needs no turn. After a few promises all actors have reached their next
   * step.
   */
  private async settle(): Promise<void> {
    for (let hop = 0; hop < 40; hop += 1) await undefined;
    // No step is waiting: everything has ended, or an actor needs more promises to reach its next step.
    if (this.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Wakes sleepers whose time has come; wakes all of them when no step is waiting. */
  private wake(turn: number): void {
    const isDue = ({ until }: { until: number }) => until <= turn || this.waiting.length === 0;
    const due = this.asleep.filter(isDue);
    this.asleep = this.asleep.filter((sleeper) => !due.includes(sleeper));
    this.waiting.push(...due.map(({ waiting }) => waiting));
  }

  async run(): Promise<void> {
    for (;;) {
      await this.settle();
      if (this.waiting.length === 0 && this.asleep.length === 0) return;
      this.wake(this.turn);
      const { pick, fate } = this.turns[this.turn++] ?? { pick: 0, fate: 'go' };
      if (fate === 'second passes') {
        this.clock.now += 1_000;
        this.story.push('a second passes');
        continue;
      }
      const [chosen] = this.waiting.splice(pick % this.waiting.length, 1);
      this.story.push(`${chosen!.actor.name}: ${chosen!.name}${fate === 'go' ? '' : ` (${fate})`}`);
      if (fate === 'sleep') {
        this.asleep.push({ until: this.turn + SLEEP_TURNS, waiting: chosen! });
      } else if (fate === 'crash' && chosen!.actor.crash) {
        this.waiting = this.waiting.filter(({ actor }) => actor !== chosen!.actor);
        this.asleep = this.asleep.filter(({ waiting }) => waiting.actor !== chosen!.actor);
        chosen!.actor.crash();
      } else {
        chosen!.resume(fate);
      }
    }
  }
}
