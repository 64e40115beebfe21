/** Time for an answer, beside that of the bytes: OSS answers in well under a second. */
const ANSWER_MS = 60_000;

/** Bytes a second of a slow line that several parts share. */
const SLOW_BYTES_PER_SECOND = 20_000;

/**
 * Milliseconds that a request which carries so many bytes may take; what takes longer has failed.
 * @param answerMs for the answer alone. @default 60,000
 */
export const timeoutOf = (bytes: number, answerMs = ANSWER_MS): number =>
  answerMs + Math.ceil((bytes / SLOW_BYTES_PER_SECOND) * 1_000);
