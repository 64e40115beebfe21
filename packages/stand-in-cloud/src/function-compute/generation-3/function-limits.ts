import { limits } from 'ros-template-check';
import type { GenerationLimits } from '../function-limits';

const { ASYNC_EVENT_AGE_SECONDS_FC3, MEMORY_MB_FC3, RUNTIMES_FC3 } = limits.functionCompute;

export const LIMITS: GenerationLimits = {
  runtimes: RUNTIMES_FC3,
  memoryMB: MEMORY_MB_FC3,
  // Of built-in runtimes, and only Node.js runs here.
  instanceConcurrency: { min: 1, max: 1 },
  asyncEventAgeSeconds: ASYNC_EVENT_AGE_SECONDS_FC3,
};
