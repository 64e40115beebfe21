/** Larger request bodies are refused. It is more than the largest valid write with names and framing. */
export const MAX_BODY = 8 * 1024 * 1024;
