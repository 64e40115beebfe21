import type { ToolLimits } from '../../../../functions/extract/tool';

/** Limits for a run of mediainfo whose result is not needed. */
export const runLimits = (seconds: number): ToolLimits => ({
  deadline: Date.now() + seconds * 1_000,
  maxReportBytes: 1e6,
  maxMemoryMB: 256,
  maxStalledCpuSeconds: 10,
  received: () => 0,
  progress: () => 'nothing read',
});
