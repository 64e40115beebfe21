// Written by `npm run bench -- --vcpu --write`; changes made here are lost.
import type { CaseFigures } from './case-figures';

/** When they were measured. */
export const MEASURED_ON = '2026-11-26';

/** Processes that wanted a core before. */
export const MEASURED_LOAD = 0.4;

/** The vCPUs with which they were measured. */
export const MEASURED_VCPU = 0.5;

/** Milliseconds from the start of an instance to its first report. */
export const COLD_MS = 199;

/** Of the mix, in `exact`. */
export const EXACT_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 65, requests: 2, megabytes: 11.01 },
  { name: 'mp4-moov-last', share: 20, billedMs: 56, requests: 2, megabytes: 10.94 },
  { name: 'jpg', share: 20, billedMs: 32, requests: 2, megabytes: 0.68 },
  { name: 'mov-prores', share: 10, billedMs: 43, requests: 2, megabytes: 3.67 },
  { name: 'mp3', share: 8, billedMs: 34, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 43, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 215, requests: 3, megabytes: 170.97 },
  { name: 'ts', share: 4, billedMs: 644, requests: 3, megabytes: 82.88 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 433, requests: 2, megabytes: 62.32 },
  { name: 'avi', share: 1, billedMs: 64, requests: 2, megabytes: 13.11 },
];

/** Of the mix, in `fast`. */
export const FAST_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 38, requests: 2, megabytes: 1.31 },
  { name: 'mp4-moov-last', share: 20, billedMs: 39, requests: 2, megabytes: 1.31 },
  { name: 'jpg', share: 20, billedMs: 33, requests: 2, megabytes: 0.68 },
  { name: 'mov-prores', share: 10, billedMs: 53, requests: 3, megabytes: 2.88 },
  { name: 'mp3', share: 8, billedMs: 34, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 42, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 41, requests: 2, megabytes: 6.29 },
  { name: 'ts', share: 4, billedMs: 83, requests: 2, megabytes: 3.93 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 53, requests: 2, megabytes: 2.36 },
  { name: 'avi', share: 1, billedMs: 71, requests: 2, megabytes: 13.11 },
];
