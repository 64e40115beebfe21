import { limits } from 'ros-template-check';
import * as z from 'zod';
import { formatArn } from '../../function-compute/generation-2/function-arn';
import type { FunctionComputeService, FunctionOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { codeOf, functionCode } from './fc-code';
import { FC_MISSING, functionName, serviceName } from './fc-service';
import { integer, number, serviceId, text, unsupported, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const { ASYNC_EVENT_AGE_SECONDS, ASYNC_RETRIES, DEFAULT_MEMORY_MB, DISK_MB } = limits.functionCompute;
const { INSTANCE_CONCURRENCY, MEMORY_MB, TIMEOUT_SECONDS } = limits.functionCompute;

/** The service's default. */
const DEFAULT_TIMEOUT_SECONDS = 3;

const properties = z.strictObject({
  ServiceName: serviceName(),
  FunctionName: functionName(),
  Handler: text(),
  Runtime: text(),
  Code: functionCode(),
  MemorySize: integer(MEMORY_MB).optional(),
  Cpu: number().optional(),
  DiskSize: number()
    .refine((disk) => DISK_MB.includes(disk), `must be ${DISK_MB.join(' or ')} MB`)
    .optional(),
  Timeout: integer(TIMEOUT_SECONDS).optional(),
  InstanceConcurrency: integer(INSTANCE_CONCURRENCY).optional(),
  // Numbers are not converted to text: the service refuses them.
  EnvironmentVariables: z.record(z.string(), z.string()).optional(),
  AsyncConfiguration: z
    .strictObject({
      Destination: z.strictObject({ OnSuccess: text().optional(), OnFailure: text().optional() }).optional(),
      MaxAsyncEventAgeInSeconds: integer(ASYNC_EVENT_AGE_SECONDS).optional(),
      MaxAsyncRetryAttempts: integer(ASYNC_RETRIES).optional(),
      StatefulInvocation: unsupportedFlag(),
    })
    .optional(),
  Description: text().optional(),
  InstanceType: z.literal('e1', 'only elastic instances run here').optional(),
  // The port of custom runtimes, which do not run here.
  CAPort: integer({ min: 1, max: 65_535 }).optional(),
  Initializer: unsupported(),
  InitializationTimeout: unsupported(),
  InstanceLifecycleConfig: unsupported(),
  InstanceSoftConcurrency: unsupported(),
  CustomContainerConfig: unsupported(),
  CustomRuntimeConfig: unsupported(),
  CustomHealthCheckConfig: unsupported(),
  CustomDNS: unsupported(),
  GpuMemorySize: unsupported(),
});

type Properties = z.output<typeof properties>;

function optionsOf(given: Properties): FunctionOptions {
  const { Code, AsyncConfiguration } = given;
  return {
    description: given.Description,
    runtime: given.Runtime,
    handler: given.Handler,
    code: codeOf(Code),
    memorySizeMB: given.MemorySize ?? DEFAULT_MEMORY_MB,
    cpu: given.Cpu,
    diskSizeMB: given.DiskSize,
    timeoutSeconds: given.Timeout ?? DEFAULT_TIMEOUT_SECONDS,
    instanceConcurrency: given.InstanceConcurrency,
    environment: given.EnvironmentVariables ?? {},
    async: AsyncConfiguration && {
      onSuccess: AsyncConfiguration.Destination?.OnSuccess,
      onFailure: AsyncConfiguration.Destination?.OnFailure,
      maxAsyncEventAgeInSeconds: AsyncConfiguration.MaxAsyncEventAgeInSeconds,
      maxAsyncRetryAttempts: AsyncConfiguration.MaxAsyncRetryAttempts,
    },
  };
}

function attributesOf(given: Properties, context: ResourceContext): Attributes {
  const { ServiceName, FunctionName } = given;
  return {
    ServiceName,
    FunctionName,
    ARN: formatArn({ ...context, service: ServiceName, fn: FunctionName }),
    FunctionId: serviceId(context),
    ServiceId: serviceId({ ...context, logicalId: ServiceName }),
  };
}

/** A function's name and service cannot be changed. `Ref` gives service and name. */
export function fcFunction(fc: FunctionComputeService): ResourceProvider<Properties> {
  const { ServiceName: _service, FunctionName: _name, ...changing } = properties.shape;
  return {
    type: 'ALIYUN::FC::Function',
    properties,
    attributes: ['ServiceName', 'FunctionName', 'ARN', 'FunctionId', 'ServiceId'],
    updatable: Object.keys(changing),
    async create(given, context) {
      const { ServiceName, FunctionName } = given;
      await fc.createFunction(ServiceName, FunctionName, optionsOf(given));
      return { physicalId: `${ServiceName}/${FunctionName}`, attributes: attributesOf(given, context) };
    },
    async update(_id, given, _previous, context) {
      await fc.updateFunction(given.ServiceName, given.FunctionName, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (_id, given) =>
      unlessMissing(FC_MISSING, () => fc.deleteFunction(given.ServiceName, given.FunctionName)),
  };
}
