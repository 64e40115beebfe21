// Written by `npm run bench -- --vcpu --write`; changes made here are lost.
import type { CaseFigures } from './case-figures';

/** When they were measured. */
export const MEASURED_ON = '2026-11-26';

/** Processes that wanted a core before. */
export const MEASURED_LOAD = 25.3;

/** The vCPUs with which they were measured. */
export const MEASURED_VCPU = 0.35;

/** Milliseconds from the start of an instance to its first report. */
export const COLD_MS = 362;

/** Of the mix, in `exact`. */
export const EXACT_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 147, requests: 2, megabytes: 10.03 },
  { name: 'mp4-moov-last', share: 20, billedMs: 129, requests: 2, megabytes: 10.22 },
  { name: 'jpg', share: 20, billedMs: 80, requests: 2, megabytes: 0.68 },
  { name: 'mov-prores', share: 10, billedMs: 104, requests: 2, megabytes: 2.88 },
  { name: 'mp3', share: 8, billedMs: 94, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 76, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 469, requests: 3, megabytes: 173.52 },
  { name: 'ts', share: 4, billedMs: 1373, requests: 3, megabytes: 84.65 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 761, requests: 2, megabytes: 61.08 },
  { name: 'avi', share: 1, billedMs: 141, requests: 2, megabytes: 13.11 },
];

/** Of the mix, in `fast`. */
export const FAST_CASES: readonly CaseFigures[] = [
  { name: 'mp4-moov-first', share: 25, billedMs: 114, requests: 2, megabytes: 1.31 },
  { name: 'mp4-moov-last', share: 20, billedMs: 131, requests: 2, megabytes: 1.31 },
  { name: 'jpg', share: 20, billedMs: 104, requests: 2, megabytes: 0.5 },
  { name: 'mov-prores', share: 10, billedMs: 183, requests: 3, megabytes: 2.88 },
  { name: 'mp3', share: 8, billedMs: 75, requests: 2, megabytes: 1.31 },
  { name: 'wav', share: 6, billedMs: 80, requests: 2, megabytes: 1.31 },
  { name: 'mxf', share: 4, billedMs: 680, requests: 3, megabytes: 173.33 },
  { name: 'ts', share: 4, billedMs: 206, requests: 2, megabytes: 3.93 },
  { name: 'mkv-hevc-33mbps', share: 2, billedMs: 174, requests: 2, megabytes: 2.36 },
  { name: 'avi', share: 1, billedMs: 153, requests: 2, megabytes: 14.68 },
];
