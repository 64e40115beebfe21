import { seededRandom } from 'stand-in-cloud';
import { EventHeap } from './event-heap';
import { type Demand, Pipe, type PipeName } from './pipe';

/** What goes in, and through what. Times are in seconds. */
export interface Model {
  /** Objects per second, for so long. `random`: as many independent uploaders have it (Poisson); `even`: a clock. */
  uploads: { perSecond: number; seconds: number; spacing: 'random' | 'even' };
  /** What one object needs. */
  demandOf: (random: () => number) => Demand;
  instances: {
    most: number;
    /** So many may begin at once; then the number grows. */
    atOnce: number;
    growthPerMinute: number;
    /** What the first object of an instance takes in addition. */
    coldSeconds: number;
  };
  /**
   * What an event does that finds no free instance. `queue`: it is the next in its turn. `backoff`: it tries again after
   * 0.5 s, 1 s, 2 s, and so on.
   */
  waiting: 'queue' | 'backoff';
  /** An event that has waited longer is given up. */
  giveUpAfterSeconds: number;
  /** Units per second of what all objects share. One that is absent has no limit. */
  pipes: Partial<Record<PipeName, number>>;
  /** Ranges of keys of the table, each with so many write units per second, and the share of all objects in the first. */
  table?: { partitions: number; unitsPerSecond: number; inFirst: number };
}

/** What came out. Times are in seconds from the upload to the row. */
export interface Outcome {
  uploaded: number;
  described: number;
  givenUp: number;
  /** Of each described object, sorted. */
  seconds: Float64Array;
  /** When the last row was written, from the first upload on. */
  endSeconds: number;
  mostWaiting: number;
  mostInstances: number;
  /** Mean of what an instance was kept busy by an object. */
  billedSeconds: number;
  /** Objects that were there and not described yet, over all time: the area below their number. */
  presentSeconds: number;
}

const FIRST_BACKOFF_SECONDS = 0.5;

interface Waiting {
  uploadedAt: number;
  tries: number;
}

type Happening =
  | { do: 'upload' }
  | ({ do: 'try' } & Waiting)
  /** An object has been read and its row is sent. */
  | ({ do: 'write' } & Started)
  | ({ do: 'row' } & Started)
  | { do: 'grow' };

interface Started {
  uploadedAt: number;
  startedAt: number;
  writeUnits: number;
}

/** Plays uploads, instances and services, event by event. The same seed gives the same outcome. */
export function simulate(model: Model, seed: number): Outcome {
  return new Run(model, seed).play();
}

class Run {
  private readonly heap = new EventHeap<Happening>();
  private readonly arrivals: () => number;
  private readonly needs: () => number;
  private readonly pipes: Map<PipeName, Pipe>;
  private readonly partitions: Pipe[];
  private readonly queue: Waiting[] = [];
  private queueHead = 0;
  private readonly took: number[] = [];
  private readonly out = { uploaded: 0, givenUp: 0, mostWaiting: 0, mostInstances: 0, busy: 0, present: 0 };
  private busy = 0;
  private started = 0;
  private waiting = 0;
  private growing = false;
  private last = 0;

  constructor(
    private readonly model: Model,
    seed: number,
  ) {
    this.arrivals = seededRandom(seed, 'uploads');
    this.needs = seededRandom(seed, 'needs');
    this.pipes = new Map(
      Object.entries(model.pipes).map(([name, rate]) => [name as PipeName, new Pipe(rate)]),
    );
    const { table } = model;
    this.partitions = Array.from({ length: table?.partitions ?? 0 }, () => new Pipe(table!.unitsPerSecond));
  }

  play(): Outcome {
    this.nextUpload(0);
    let end = 0;
    for (let next = this.heap.take(); next; next = this.heap.take()) {
      const { time, event } = next;
      this.out.present += (time - this.last) * (this.waiting + this.busy);
      this.last = time;
      if (event.do === 'upload') this.upload(time);
      else if (event.do === 'try') this.retry(time, event);
      else if (event.do === 'grow') this.grow(time);
      else if (event.do === 'write') this.write(time, event);
      else {
        this.free(time, event);
        end = time;
      }
    }
    const { uploaded, givenUp, mostWaiting, mostInstances, busy, present } = this.out;
    const seconds = Float64Array.from(this.took).sort();
    return {
      ...{
        uploaded,
        described: seconds.length,
        givenUp,
        seconds,
        endSeconds: end,
        mostWaiting,
        mostInstances,
      },
      billedSeconds: busy / Math.max(1, seconds.length),
      presentSeconds: present,
    };
  }

  private nextUpload(now: number): void {
    const { perSecond, seconds, spacing } = this.model.uploads;
    const gap = spacing === 'even' ? 1 / perSecond : -Math.log(1 - this.arrivals()) / perSecond;
    if (now + gap <= seconds) this.heap.put(now + gap, { do: 'upload' });
  }

  private upload(time: number): void {
    this.out.uploaded += 1;
    this.nextUpload(time);
    this.arrive(time, { uploadedAt: time, tries: 0 });
  }

  /** How many instances may be there by now. */
  private allowed(time: number): number {
    const { most, atOnce, growthPerMinute } = this.model.instances;
    return Math.min(most, atOnce + Math.floor((growthPerMinute * time) / 60));
  }

  private arrive(time: number, event: Waiting): void {
    const before = this.model.waiting === 'queue' && this.queueHead < this.queue.length;
    if (!before && this.busy < this.allowed(time)) {
      this.start(time, event.uploadedAt);
      return;
    }
    this.waiting += 1;
    this.out.mostWaiting = Math.max(this.out.mostWaiting, this.waiting);
    if (this.model.waiting === 'queue') {
      this.queue.push(event);
      this.expectGrowth(time);
      return;
    }
    const { uploadedAt, tries } = event;
    const wait = FIRST_BACKOFF_SECONDS * 2 ** tries;
    this.heap.put(time + wait, { do: 'try', uploadedAt, tries: tries + 1 });
  }

  private retry(time: number, { uploadedAt, tries }: Waiting): void {
    this.waiting -= 1;
    if (time - uploadedAt > this.model.giveUpAfterSeconds) this.out.givenUp += 1;
    else this.arrive(time, { uploadedAt, tries });
  }

  private start(time: number, uploadedAt: number): void {
    const { instances, demandOf } = this.model;
    const demand = demandOf(this.needs);
    this.busy += 1;
    const cold = this.busy > this.started ? instances.coldSeconds : 0;
    this.started = Math.max(this.started, this.busy);
    this.out.mostInstances = this.started;
    let end = time + cold + demand.seconds;
    for (const [name, pipe] of this.pipes) end = Math.max(end, pipe.pass(time, demand.units[name]));
    this.heap.put(end, { do: 'write', uploadedAt, startedAt: time, writeUnits: demand.units.writes });
  }

  private write(time: number, event: Started): void {
    const { table } = this.model;
    const others = (table?.partitions ?? 1) - 1;
    const first = table === undefined || others === 0 || this.needs() < table.inFirst;
    const at = first ? 0 : 1 + Math.floor(this.needs() * others);
    this.heap.put(this.partitions[at]?.pass(time, event.writeUnits) ?? time, { ...event, do: 'row' });
  }

  private free(time: number, { uploadedAt, startedAt }: Started): void {
    this.busy -= 1;
    this.out.busy += time - startedAt;
    this.took.push(time - uploadedAt);
    this.startWaiting(time);
  }

  private grow(time: number): void {
    this.growing = false;
    this.startWaiting(time);
    this.expectGrowth(time);
  }

  private startWaiting(time: number): void {
    while (this.queueHead < this.queue.length && this.busy < this.allowed(time)) {
      const { uploadedAt } = this.queue[this.queueHead]!;
      this.queueHead += 1;
      this.waiting -= 1;
      if (time - uploadedAt > this.model.giveUpAfterSeconds) this.out.givenUp += 1;
      else this.start(time, uploadedAt);
    }
  }

  /** While events wait in turn, one more instance may be allowed before another is free. */
  private expectGrowth(time: number): void {
    const { most, growthPerMinute } = this.model.instances;
    const more = this.queueHead < this.queue.length && growthPerMinute > 0 && this.allowed(time) < most;
    if (!more || this.growing) return;
    this.growing = true;
    this.heap.put(time + 60 / growthPerMinute, { do: 'grow' });
  }
}
