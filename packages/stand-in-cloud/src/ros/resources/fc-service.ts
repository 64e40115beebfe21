import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionComputeService, ServiceOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { flag, serviceId, tagList, text, textLike, unsupported } from './forms';
import { unlessMissing } from './missing';

export const serviceName = () => textLike(limits.functionCompute.SERVICE_NAME);

export const FC_MISSING = ['ServiceNotFound', 'FunctionNotFound', 'TriggerNotFound'];

/** Of what writes to a logstore. */
export const logConfigShape = {
  Project: text().optional(),
  Logstore: text().optional(),
  LogBeginRule: z.enum(['None', 'DefaultRegex']).optional(),
  EnableRequestMetrics: flag().optional(),
};

const logConfigForm = z.object(logConfigShape);

/** Undefined when both are missing. One without the other is refused by the service. */
export function logConfigOf(given: z.output<typeof logConfigForm> = {}): ServiceOptions['logConfig'] {
  const { Project: project = '', Logstore: logstore = '', LogBeginRule: logBeginRule } = given;
  if (!project && !logstore) return undefined;
  return { project, logstore, logBeginRule, requestMetrics: given.EnableRequestMetrics };
}

const properties = z.strictObject({
  ServiceName: serviceName(),
  Role: text().optional(),
  LogConfig: z.strictObject(logConfigShape).optional(),
  InternetAccess: flag().optional(),
  Description: text().optional(),
  // For network interfaces in a VPC, which do not exist here.
  DeletionForce: flag().optional(),
  Tags: tagList(),
  VpcConfig: unsupported(),
  VpcBindings: unsupported(),
  NasConfig: unsupported(),
  OssMountConfig: unsupported(),
  TracingConfig: unsupported(),
});

type Properties = z.output<typeof properties>;

function optionsOf({ Description, Role, LogConfig, InternetAccess }: Properties): ServiceOptions {
  return {
    description: Description,
    role: Role,
    logConfig: logConfigOf(LogConfig),
    internetAccess: InternetAccess,
  };
}

function attributesOf(given: Properties, context: ResourceContext): Attributes {
  return {
    ServiceName: given.ServiceName,
    ServiceId: serviceId(context),
    Role: given.Role ?? '',
    LogProject: given.LogConfig?.Project ?? '',
    Logstore: given.LogConfig?.Logstore ?? '',
    InternetAccess: given.InternetAccess ?? true,
    VpcId: '',
    Tags: given.Tags ?? [],
  };
}

/** `Ref` gives the name. */
export function fcService(fc: FunctionComputeService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::FC::Service',
    properties,
    attributes: [
      'ServiceName',
      'ServiceId',
      'Role',
      'LogProject',
      'Logstore',
      'InternetAccess',
      'VpcId',
      'Tags',
    ],
    updatable: ['Role', 'LogConfig', 'InternetAccess', 'Description', 'DeletionForce', 'Tags'],
    async create(given, context) {
      await fc.createService(given.ServiceName, optionsOf(given));
      return { physicalId: given.ServiceName, attributes: attributesOf(given, context) };
    },
    async update(name, given, _previous, context) {
      await fc.updateService(name, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (name) => unlessMissing(FC_MISSING, () => fc.deleteService(name)),
  };
}
