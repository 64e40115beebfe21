/**
 * What the function requests of every object before it knows what is needed. Some formats use other numbers.
 */

/** Bytes from the start. The `moov` of a film of one hour fits, and at 100 MB/s it takes 10 ms. */
export const HEAD_BYTES = 1024 * 1024;

/**
 * Bytes from the end. Indexes and trailers of nearly all formats fit, and most `moov` boxes that are at the
 * end.
 */
export const TAIL_BYTES = 256 * 1024;
