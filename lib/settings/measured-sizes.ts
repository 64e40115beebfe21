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
    exact: { p95Ms: 2291, cpuMs: 49, dollarsPerMillion: 1.97 },
    fast: { p95Ms: 238, cpuMs: 18, dollarsPerMillion: 0.82 },
  },
  {
    cpu: 0.2,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 1210, cpuMs: 45, dollarsPerMillion: 1.51 },
    fast: { p95Ms: 113, cpuMs: 18, dollarsPerMillion: 0.7 },
  },
  {
    cpu: 0.35,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 600, cpuMs: 42, dollarsPerMillion: 1.24 },
    fast: { p95Ms: 59, cpuMs: 17, dollarsPerMillion: 0.6 },
  },
  {
    cpu: 0.5,
    memoryMB: 512,
    enough: true,
    exact: { p95Ms: 433, cpuMs: 42, dollarsPerMillion: 1.2 },
    fast: { p95Ms: 58, cpuMs: 17, dollarsPerMillion: 0.64 },
  },
  {
    cpu: 1,
    memoryMB: 1024,
    enough: true,
    exact: { p95Ms: 214, cpuMs: 40, dollarsPerMillion: 1.63 },
    fast: { p95Ms: 58, cpuMs: 17, dollarsPerMillion: 1.09 },
  },
];
