/** One request as the server saw it; times in milliseconds of one clock. */
export interface RequestTimes {
  arrived: number;
  /** When its answer began. */
  answered: number;
  /** Whether it was the first on its connection. */
  newConnection: boolean;
}

/**
 * The longest chain of requests of which each arrived after the one before it had been answered. A request on a new
 * connection counts twice, since the connection has to be made first. That the transfer of a body may go on meanwhile
 * does not matter: a round trip is over when its answer begins.
 */
export function sequentialRoundTrips(requests: readonly RequestTimes[]): number {
  const byEnd = [...requests].sort((a, b) => a.answered - b.answered);
  const lengths: number[] = [];
  for (const [i, { arrived, newConnection }] of byEnd.entries()) {
    let before = 0;
    for (let j = 0; j < i; j += 1) {
      if (byEnd[j]!.answered <= arrived) before = Math.max(before, lengths[j]!);
    }
    lengths.push(before + (newConnection ? 2 : 1));
  }
  return Math.max(0, ...lengths);
}
