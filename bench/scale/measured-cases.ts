// Written by `npm run bench -- --vcpu --write`; changes made here are lost.
import type { CaseFigures } from './case-figures';

/** When they were measured. */
export const MEASURED_ON = '2026-11-26';

/** Processes that wanted a core before. */
export const MEASURED_LOAD = 0.6;

/** The vCPUs with which they were measured. */
export const MEASURED_VCPU = 0.35;

/** Milliseconds from the start of an instance to its first report. */
export const COLD_MS = 421;

/** Of the mix, in `exact`. */
export const EXACT_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 106, requests: 2, megabytes: 10.49 },
  { name: 'mp4-moov-last', share: 20, billedMs: 122, requests: 2, megabytes: 10.49 },
  { name: 'jpg', share: 20, billedMs: 36, requests: 2, megabytes: 0.68 },
  { name: 'mov-prores', share: 10, billedMs: 64, requests: 2, megabytes: 2.88 },
  { name: 'mp3', share: 8, billedMs: 52, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 91, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 665, requests: 3, megabytes: 172.47 },
  { name: 'ts', share: 4, billedMs: 1493, requests: 3, megabytes: 85.51 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 803, requests: 2, megabytes: 63.96 },
  { name: 'avi', share: 1, billedMs: 154, requests: 2, megabytes: 14.42 },
];

/** Of the mix, in `fast`. */
export const FAST_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 86, requests: 2, megabytes: 1.31 },
  { name: 'mp4-moov-last', share: 20, billedMs: 86, requests: 2, megabytes: 1.31 },
  { name: 'jpg', share: 20, billedMs: 39, requests: 2, megabytes: 0.68 },
  { name: 'mov-prores', share: 10, billedMs: 114, requests: 3, megabytes: 2.88 },
  { name: 'mp3', share: 8, billedMs: 48, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 78, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 87, requests: 2, megabytes: 6.29 },
  { name: 'ts', share: 4, billedMs: 147, requests: 2, megabytes: 3.93 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 77, requests: 2, megabytes: 2.36 },
  { name: 'avi', share: 1, billedMs: 153, requests: 2, megabytes: 14.68 },
];
