/** The figures of one way of reading at one size of the function: means over the mix of objects of the bench. */
export interface SizeFigures {
  /** 95 of 100 objects take at most so many milliseconds in the function. */
  p95Ms: number;
  /** CPU time of an object in milliseconds, mediainfo's included. */
  cpuMs: number;
  /** US dollars that Function Compute bills for a million objects. */
  dollarsPerMillion: number;
}

/** A size of the function that the bench measured. */
export interface MeasuredSize {
  cpu: number;
  /** The least that is enough, or what Function Compute gives to so few vCPUs. */
  memoryMB: number;
  /** Whether this memory is enough for what the function may need. */
  enough: boolean;
  exact: SizeFigures;
  fast: SizeFigures;
}

/**
 * Most milliseconds that 95 of 100 objects may take in the function, in `exact`, for a size to be the default. A row is
 * there about a second after its upload then, most of which the event takes.
 */
export const MOST_P95_MS = 1_000;
