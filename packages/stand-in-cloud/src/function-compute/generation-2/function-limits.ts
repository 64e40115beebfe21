import { limits } from 'ros-template-check';
import type { GenerationLimits } from '../function-limits';

const { ASYNC_EVENT_AGE_SECONDS, INSTANCE_CONCURRENCY, MEMORY_MB, RUNTIMES } = limits.functionCompute;

export const LIMITS: GenerationLimits = {
  runtimes: RUNTIMES,
  memoryMB: MEMORY_MB,
  instanceConcurrency: INSTANCE_CONCURRENCY,
  asyncEventAgeSeconds: ASYNC_EVENT_AGE_SECONDS,
};
