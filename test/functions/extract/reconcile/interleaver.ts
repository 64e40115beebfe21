/** What may happen to a step when its turn comes. */
export type Fate =
  | 'go'
  | 'fail'
  | 'lose answer'
  | 'lose answer, try again'
  | 'crash'
  | 'sleep'
  | 'second passes';

/** One decision of a history: whose turn it is among those that wait, and what becomes of the step. */
export interface Turn {
  pick: number;
  fate: Fate;
}

/** Of 32 fates most are uneventful; 0 is, so that a history shrinks to one in which little goes wrong. */
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

/** A turn from one random byte. */
export const turnOf = (byte: number): Turn => ({ pick: byte & 7, fate: EVENTFUL[byte >> 3] ?? 'go' });

/** Turns for which an instance sleeps: enough for another to do all its work meanwhile. */
const SLEEP_TURNS = 12;

interface Waiting {
  actor: Actor;
  name: string;
  resume(fate: Fate): void;
}

/** Someone whose steps are interleaved with those of others. A crash takes all its waiting steps away. */
export interface Actor {
  name: string;
  crash?(): void;
}

/**
 * Runs everything that waits for its turn, one step at a time, in the order that the turns decide; when they are used
 * up, first come, first served and nothing fails. The same turns always make the same history.
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

  /** Waits for a turn. Never returns to an actor that has crashed. */
  step(actor: Actor, name: string): Promise<Fate> {
    return new Promise((resume) => {
      this.waiting.push({ actor, name, resume });
    });
  }

  /** Lets everything go on that can without a turn: a few promises later all have come to their next step. */
  private async settle(): Promise<void> {
    for (let hop = 0; hop < 40; hop += 1) await undefined;
    // Nobody waits: everything has ended, or somebody has a longer way to go.
    if (this.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Nobody sleeps on when all others are done. */
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
