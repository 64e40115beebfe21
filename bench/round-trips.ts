/** One request as the server saw it. All times are milliseconds of one clock. */
export interface RequestTimes {
  arrived: number;
  /** When its response began. */
  answered: number;
  /** True for the first request on its connection. */
  newConnection: boolean;
}

/**
 * The length of the longest chain of requests in which each arrived after the one before was answered. A
 * request on a new connection counts twice, because the connection must be opened first. A round trip ends
 * when the response begins, even if its body is still being sent.
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
