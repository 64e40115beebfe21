/** How far away the stand-in pretends to be. */
export interface Distance {
  /** Milliseconds by which each OSS response is delayed. */
  latencyMs: number;
  /** MB per second for each body; null for no limit. */
  bandwidthMBps: number | null;
}

/** Additional milliseconds for the first request of a connection. Only used when there is a latency. */
export const CONNECT_LATENCY_MS = 20;

export const NEAR: Distance = { latencyMs: 0, bandwidthMBps: null };
export const USUAL: Distance = { latencyMs: 10, bandwidthMBps: null };
export const NARROW: Distance = { latencyMs: 0, bandwidthMBps: 25 };

export const nameOfDistance = ({ latencyMs, bandwidthMBps }: Distance): string =>
  `${latencyMs} ms per request${latencyMs > 0 ? ` and ${CONNECT_LATENCY_MS} ms more on a new connection` : ''}` +
  `${bandwidthMBps === null ? '' : `, ${bandwidthMBps} MB/s`}`;

/** Under what everything is measured once. */
export interface Condition {
  distance: Distance;
  /** The share of a core that each tool has. Undefined for whole cores. */
  vcpu?: number;
}
