import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionName } from '../../function-compute/function-name';
import { formatArn } from '../../function-compute/generation-2/function-arn';
import type { FunctionComputeService, FunctionOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionOptionsOf, functionShape } from './fc-function-shape';
import { FC_MISSING, serviceName } from './fc-service';
import { integer, serviceId, text, unsupported, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const { ASYNC_EVENT_AGE_SECONDS, ASYNC_RETRIES, INSTANCE_CONCURRENCY, MEMORY_MB } = limits.functionCompute;

const properties = z.strictObject({
  ServiceName: serviceName(),
  ...functionShape,
  MemorySize: integer(MEMORY_MB).optional(),
  InstanceConcurrency: integer(INSTANCE_CONCURRENCY).optional(),
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
  const { AsyncConfiguration } = given;
  return {
    ...functionOptionsOf(given),
    async: AsyncConfiguration && {
      onSuccess: AsyncConfiguration.Destination?.OnSuccess,
      onFailure: AsyncConfiguration.Destination?.OnFailure,
      maxAsyncEventAgeInSeconds: AsyncConfiguration.MaxAsyncEventAgeInSeconds,
      maxAsyncRetryAttempts: AsyncConfiguration.MaxAsyncRetryAttempts,
    },
  };
}

const nameOf = ({ ServiceName, FunctionName }: Properties): FunctionName => ({
  service: ServiceName,
  fn: FunctionName,
});

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
      await fc.createFunction(nameOf(given), optionsOf(given));
      return { physicalId: `${ServiceName}/${FunctionName}`, attributes: attributesOf(given, context) };
    },
    async update(_id, given, _previous, context) {
      await fc.updateFunction(nameOf(given), optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (_id, given) => unlessMissing(FC_MISSING, () => fc.deleteFunction(nameOf(given))),
  };
}
