/** How long is waited between requests, in milliseconds. */
export interface Pace {
  /** Between two looks at something that goes on. */
  pollMs: number;
  /** Before the first repetition of a request; it doubles with each. */
  retryMs: number;
}

/**
 * The cloud takes seconds for a resource, and ROS allows an account few requests in a second. The stand-in on this machine
 * takes milliseconds, and a person waits for it.
 */
const PACES = { cloud: { pollMs: 2_000, retryMs: 1_000 }, loopback: { pollMs: 15, retryMs: 5 } };

export const paceAt = (endpoint: string): Pace =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(endpoint).hostname) ? PACES.loopback : PACES.cloud;

/** Longest wait before a repetition: twenty seconds, as in the official CLI. */
const LONGEST_MS = 20_000;

/** @param failures so far, from 1 */
export const retryWait = ({ retryMs }: Pace, failures: number): number =>
  Math.min(retryMs * 2 ** (failures - 1), LONGEST_MS);
