/** What may happen to a step when its turn comes. */
export type Fate = 'go' | 'fail' | 'lose answer' | 'lose answer, try again' | 'crash' | 'second passes';

/** One decision of a history: whose turn it is among those that wait, and what becomes of the step. */
export interface Turn {
  pick: number;
  fate: Fate;
}

/** Of 32 fates most are uneventful; 0 is, so that a history shrinks to one in which little goes wrong. */
const EVENTFUL: Record<number, Fate> = {
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

  async run(): Promise<void> {
    for (;;) {
      await this.settle();
      if (this.waiting.length === 0) return;
      const { pick, fate } = this.turns[this.turn++] ?? { pick: 0, fate: 'go' };
      if (fate === 'second passes') {
        this.clock.now += 1_000;
        this.story.push('a second passes');
        continue;
      }
      const [chosen] = this.waiting.splice(pick % this.waiting.length, 1);
      this.story.push(`${chosen!.actor.name}: ${chosen!.name}${fate === 'go' ? '' : ` (${fate})`}`);
      if (fate === 'crash' && chosen!.actor.crash) {
        this.waiting = this.waiting.filter(({ actor }) => actor !== chosen!.actor);
        chosen!.actor.crash();
      } else {
        chosen!.resume(fate);
      }
    }
  }
}
