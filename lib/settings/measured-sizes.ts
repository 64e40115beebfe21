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
    exact: { p95Ms: 2359, cpuMs: 50, dollarsPerMillion: 1.99 },
    fast: { p95Ms: 270, cpuMs: 19, dollarsPerMillion: 0.86 },
  },
  {
    cpu: 0.2,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 1183, cpuMs: 46, dollarsPerMillion: 1.57 },
    fast: { p95Ms: 125, cpuMs: 19, dollarsPerMillion: 0.71 },
  },
  {
    cpu: 0.35,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 604, cpuMs: 46, dollarsPerMillion: 1.35 },
    fast: { p95Ms: 67, cpuMs: 18, dollarsPerMillion: 0.62 },
  },
  {
    cpu: 0.5,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 406, cpuMs: 39, dollarsPerMillion: 1.15 },
    fast: { p95Ms: 59, cpuMs: 17, dollarsPerMillion: 0.65 },
  },
  {
    cpu: 1,
    memoryMB: 1024,
    enough: true,
    exact: { p95Ms: 220, cpuMs: 40, dollarsPerMillion: 1.62 },
    fast: { p95Ms: 56, cpuMs: 16, dollarsPerMillion: 1.09 },
  },
];
