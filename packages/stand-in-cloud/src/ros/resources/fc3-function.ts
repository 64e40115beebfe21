import { limits } from 'ros-template-check';
import * as z from 'zod';
import { formatArn } from '../../function-compute/generation-3/function-arn';
import type { FunctionComputeService, FunctionOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionOptionsOf, functionShape } from './fc-function-shape';
import { FC_MISSING, logConfigOf, logConfigShape } from './fc-service';
import { flag, integer, serviceId, tagList, text, textUpTo, unsupported, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const { DESCRIPTION_CHARACTERS_FC3, INSTANCE_CONCURRENCY, MEMORY_MB_FC3 } = limits.functionCompute;

const properties = z.strictObject({
  ...functionShape,
  Description: textUpTo(DESCRIPTION_CHARACTERS_FC3).optional(),
  MemorySize: integer(MEMORY_MB_FC3).optional(),
  InstanceConcurrency: integer(INSTANCE_CONCURRENCY).optional(),
  Role: text().optional(),
  LogConfig: z.strictObject({ ...logConfigShape, EnableInstanceMetrics: unsupportedFlag() }).optional(),
  InternetAccess: flag().optional(),
  Tags: tagList(),
  DisableOndemand: unsupportedFlag(),
  CustomContainerConfig: unsupported(),
  CustomDns: unsupported(),
  CustomRuntimeConfig: unsupported(),
  GpuConfig: unsupported(),
  InstanceIsolationMode: unsupported(),
  InstanceLifecycleConfig: unsupported(),
  Layers: unsupported(),
  NasConfig: unsupported(),
  OssMountConfig: unsupported(),
  SessionAffinity: unsupported(),
  SessionAffinityConfig: unsupported(),
  TracingConfig: unsupported(),
  VpcConfig: unsupported(),
});

type Properties = z.output<typeof properties>;

function optionsOf(given: Properties): FunctionOptions {
  const { Role: role, InternetAccess: internetAccess, LogConfig } = given;
  return { ...functionOptionsOf(given), home: { role, internetAccess, logConfig: logConfigOf(LogConfig) } };
}

function attributesOf({ FunctionName }: Properties, context: ResourceContext): Attributes {
  return {
    FunctionName,
    ARN: formatArn({ ...context, fn: FunctionName }),
    FunctionId: serviceId(context),
  };
}

/**
 * `Ref` gives the name. The page of the type says that the name can be changed, but the API has no operation for it, so it
 * is taken for a replacement.
 */
export function fc3Function(fc: FunctionComputeService): ResourceProvider<Properties> {
  const { FunctionName: _name, ...changing } = properties.shape;
  return {
    type: 'ALIYUN::FC3::Function',
    properties,
    attributes: ['FunctionName', 'ARN', 'FunctionId'],
    updatable: Object.keys(changing),
    async create(given, context) {
      await fc.createFunction({ fn: given.FunctionName }, optionsOf(given));
      return { physicalId: given.FunctionName, attributes: attributesOf(given, context) };
    },
    async update(name, given, _previous, context) {
      await fc.updateFunction({ fn: name }, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (name) => unlessMissing(FC_MISSING, () => fc.deleteFunction({ fn: name })),
  };
}
