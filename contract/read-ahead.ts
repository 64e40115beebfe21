/** What the function asks for of every object before it knows what is needed; some formats have numbers of their own. */

/** Bytes from the start: the `moov` of a film of an hour fits, and it is 10 ms at 100 MB/s. */
export const HEAD_BYTES = 1024 * 1024;

/** Bytes from the end: indexes and trailers of nearly all formats; a `moov` at the end mostly. */
export const TAIL_BYTES = 256 * 1024;
