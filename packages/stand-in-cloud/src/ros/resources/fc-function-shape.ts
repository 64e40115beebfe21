import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionOptions } from '../../function-compute/service';
import { codeOf, functionCode } from './fc-code';
import { integer, number, text, textLike } from './forms';

const { DEFAULT_MEMORY_MB, DISK_MB, FUNCTION_NAME, TIMEOUT_SECONDS } = limits.functionCompute;

/** The service's default. */
const DEFAULT_TIMEOUT_SECONDS = 3;

export const functionName = () => textLike(FUNCTION_NAME);

/** Properties that functions of both generations have, in the same words. */
export const functionShape = {
  FunctionName: functionName(),
  Handler: text(),
  Runtime: text(),
  Code: functionCode(),
  Cpu: number().optional(),
  DiskSize: number()
    .refine((disk) => DISK_MB.includes(disk), `must be ${DISK_MB.join(' or ')} MB`)
    .optional(),
  Timeout: integer(TIMEOUT_SECONDS).optional(),
  // Numbers are not converted to text: the service refuses them.
  EnvironmentVariables: z.record(z.string(), z.string()).optional(),
};

const shape = z.object({
  ...functionShape,
  Description: text().optional(),
  MemorySize: number().optional(),
  InstanceConcurrency: number().optional(),
});

/** What Function Compute is told of these properties. */
export function functionOptionsOf(given: z.output<typeof shape>): FunctionOptions {
  return {
    description: given.Description,
    runtime: given.Runtime,
    handler: given.Handler,
    code: codeOf(given.Code),
    memorySizeMB: given.MemorySize ?? DEFAULT_MEMORY_MB,
    cpu: given.Cpu,
    diskSizeMB: given.DiskSize,
    timeoutSeconds: given.Timeout ?? DEFAULT_TIMEOUT_SECONDS,
    instanceConcurrency: given.InstanceConcurrency,
    environment: given.EnvironmentVariables ?? {},
  };
}
