/** What all objects share. */
export type PipeName = 'requests' | 'megabytes';

/** What one object needs. */
export interface Demand {
  /** Of an instance, when nothing else is in its way. */
  seconds: number;
  /** Of each pipe, and write units of the table. */
  units: Record<PipeName | 'writes', number>;
}

/**
 * A service that does so many units per second, one object after the other. Real services refuse what exceeds their
 * limit, and it is asked for again; then no object is earlier than here.
 */
export class Pipe {
  private free = 0;

  constructor(private readonly unitsPerSecond: number) {}

  /** @returns when so many units that come at this time are done */
  pass(time: number, units: number): number {
    this.free = Math.max(this.free, time) + units / this.unitsPerSecond;
    return this.free;
  }
}
