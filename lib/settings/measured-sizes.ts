// Written by `npm run bench -- --vcpu --write`; changes made here are lost.
import type { MeasuredSize } from './measured-size';

/** When the sizes were measured. */
export const MEASURED_ON = '2026-11-26';

/** Every size that the bench measured, by vCPUs. Empty until it has run on an idle machine. */
export const MEASURED_SIZES: readonly MeasuredSize[] = [
  {
    cpu: 0.1,
    memoryMB: 384,
    enough: false,
    exact: { p95Ms: 2820, cpuMs: 67, dollarsPerMillion: 2.61 },
    fast: { p95Ms: 501, cpuMs: 31, dollarsPerMillion: 1.27 },
  },
  {
    cpu: 0.2,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 1353, cpuMs: 59, dollarsPerMillion: 2 },
    fast: { p95Ms: 228, cpuMs: 27, dollarsPerMillion: 0.96 },
  },
  {
    cpu: 0.35,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 803, cpuMs: 62, dollarsPerMillion: 1.8 },
    fast: { p95Ms: 114, cpuMs: 28, dollarsPerMillion: 0.86 },
  },
  {
    cpu: 0.5,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 527, cpuMs: 67, dollarsPerMillion: 1.83 },
    fast: { p95Ms: 106, cpuMs: 29, dollarsPerMillion: 0.86 },
  },
  {
    cpu: 1,
    memoryMB: 1024,
    enough: true,
    exact: { p95Ms: 298, cpuMs: 64, dollarsPerMillion: 2.21 },
    fast: { p95Ms: 79, cpuMs: 28, dollarsPerMillion: 1.37 },
  },
];
