import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionName } from '../../function-compute/function-name';
import type { FunctionComputeService, TriggerOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionName } from './fc-function-shape';
import { FC_MISSING, serviceName } from './fc-service';
import { serviceId, text, textLike } from './forms';
import { unlessMissing } from './missing';

const properties = z.strictObject({
  ServiceName: serviceName(),
  FunctionName: functionName(),
  TriggerName: textLike(limits.functionCompute.TRIGGER_NAME),
  TriggerType: z.literal('oss', 'only triggers of type oss run here'),
  SourceArn: text(),
  InvocationRole: text(),
  Qualifier: text().optional(),
  TriggerConfig: z.strictObject({
    BucketName: text(),
    Events: z.array(text()).min(1),
    Filter: z
      .strictObject({
        Key: z.strictObject({ Prefix: text().optional(), Suffix: text().optional() }).optional(),
      })
      .optional(),
  }),
});

type Properties = z.output<typeof properties>;

function optionsOf({ TriggerConfig, ...given }: Properties): TriggerOptions {
  const { Prefix: prefix, Suffix: suffix } = TriggerConfig.Filter?.Key ?? {};
  return {
    type: given.TriggerType,
    sourceArn: given.SourceArn,
    invocationRole: given.InvocationRole,
    qualifier: given.Qualifier,
    events: TriggerConfig.Events,
    prefix,
    suffix,
  };
}

const functionOf = ({ ServiceName, FunctionName }: Properties): FunctionName => ({
  service: ServiceName,
  fn: FunctionName,
});

function attributesOf(given: Properties, context: ResourceContext): Attributes {
  const { ServiceName, FunctionName, TriggerName } = given;
  // Only HTTP triggers have addresses.
  return {
    ServiceName,
    FunctionName,
    TriggerName,
    TriggerId: serviceId(context),
    UrlInternet: '',
    UrlIntranet: '',
  };
}

/** A trigger's bucket cannot be changed; its events and role can. `Ref` gives service, function and name. */
export function fcTrigger(fc: FunctionComputeService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::FC::Trigger',
    properties,
    attributes: ['ServiceName', 'FunctionName', 'TriggerName', 'TriggerId', 'UrlInternet', 'UrlIntranet'],
    updatable: ['TriggerConfig', 'InvocationRole', 'Qualifier'],
    async create(given, context) {
      const { ServiceName, FunctionName, TriggerName } = given;
      await fc.createTrigger(functionOf(given), TriggerName, optionsOf(given));
      return {
        physicalId: `${ServiceName}/${FunctionName}/${TriggerName}`,
        attributes: attributesOf(given, context),
      };
    },
    async update(_id, given, _previous, context) {
      await fc.updateTrigger(functionOf(given), given.TriggerName, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (_id, given) =>
      unlessMissing(FC_MISSING, () => fc.deleteTrigger(functionOf(given), given.TriggerName)),
  };
}
