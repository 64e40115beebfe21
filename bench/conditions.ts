/** How far away the stand-in plays to be. */
export interface Distance {
  /** Milliseconds that every answer of OSS waits. */
  latencyMs: number;
  /** MB per second of every body; no limit when null. */
  bandwidthMBps: number | null;
}

/** Milliseconds more on the first request of a connection, where there is a latency at all. */
export const CONNECT_LATENCY_MS = 20;

export const NEAR: Distance = { latencyMs: 0, bandwidthMBps: null };
export const USUAL: Distance = { latencyMs: 10, bandwidthMBps: null };
export const NARROW: Distance = { latencyMs: 0, bandwidthMBps: 25 };

export const nameOfDistance = ({ latencyMs, bandwidthMBps }: Distance): string =>
  `${latencyMs} ms per request${latencyMs > 0 ? ` and ${CONNECT_LATENCY_MS} ms more on a new connection` : ''}` +
  `${bandwidthMBps === null ? '' : `, ${bandwidthMBps} MB/s`}`;
