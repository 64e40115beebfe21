import type { ReaderSettings } from '../reader-settings';

// The terms used here are explained in docs/reading.md, "Terms".

/** Bytes of the object from `start` to `end`; the byte at `end` is not one of them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One question of MediaInfo: the bytes that it wants. It ends at the end of the object at the latest. */
export type Read = ByteRange;

/** A range that OSS was asked for, and how much of it is here. */
export interface Fetch extends ByteRange {
  /** Offset of the first byte still held: it grows when bytes are let go. */
  readonly start: number;
  /** Offset behind the last byte received. The bytes from `start` to here are held. */
  readonly reached: number;
  /** Offset up to which bytes may come in for now; the fetch is paused there. */
  readonly wanted: number;
  /** Offset behind the last byte that this fetch will bring. */
  readonly end: number;
  /** Greater than that of every fetch that was used earlier. */
  readonly lastUsed: number;
}

/** Reads that follow each other: each begins inside, or right behind, the answer to the one before. */
export interface Run {
  /** Where its first read began. */
  readonly start: number;
  /** Where its last read began. */
  readonly lastStart: number;
  /** Offset behind the last byte that MediaInfo was given. */
  readonly answered: number;
  /** Bytes from `start` to the end of the last read. */
  readonly length: number;
  /** How many reads it has. */
  readonly reads: number;
}

/** All that a plan depends on. `F` is a fetch as its owner keeps it. */
export interface PlanState<F extends Fetch = Fetch> {
  /** Bytes of the object. */
  readonly size: number;
  readonly settings: ReaderSettings;
  /** Memory is given back in units of so many bytes. */
  readonly blockBytes: number;
  readonly fetches: readonly F[];
  /** The fetch of the first bytes and that of the last ones, if there are any. */
  readonly head?: F | undefined;
  readonly tail?: F | undefined;
  /** The run that had the latest read comes first. */
  readonly runs: readonly Run[];
  /** True when the reads of a run have waited so long that a connection alone is too slow (`Pace`). */
  readonly isSlow?: boolean | undefined;
  /** Where the fragments of an MP4 begin, in ascending order. Undefined until that was looked for. */
  readonly places?: readonly number[] | undefined;
}

/** Begins a fetch. */
export interface Begin extends ByteRange {
  readonly do: 'begin';
  readonly wanted: number;
}

/** One thing to do. A plan is a list of these, to be done in their order. */
export type Action<F extends Fetch = Fetch> =
  | Begin
  /** The read needs this fetch. If `upTo` is given, the bytes below it are let come in. */
  | { readonly do: 'use'; readonly fetch: F; readonly upTo?: number }
  /** The fetch need not bring the bytes from `end` on. */
  | { readonly do: 'shrink'; readonly fetch: F; readonly end: number }
  /** The fetch ends with what it has received. */
  | { readonly do: 'stop'; readonly fetch: F }
  /** The memory of the bytes below `below` is given back. */
  | { readonly do: 'trim'; readonly fetch: F; readonly below: number }
  /** The fetch has ended and holds nothing: it is forgotten. */
  | { readonly do: 'drop'; readonly fetch: F };
