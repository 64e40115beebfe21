import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionComputeService, TriggerOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionName } from './fc-function-shape';
import { FC_MISSING } from './fc-service';
import { serviceId, text, textLike } from './forms';
import { unlessMissing } from './missing';

const properties = z.strictObject({
  FunctionName: functionName(),
  TriggerName: textLike(limits.functionCompute.TRIGGER_NAME),
  TriggerType: z.literal('oss', 'only triggers of type oss run here'),
  Description: text().optional(),
  SourceArn: text(),
  InvocationRole: text(),
  Qualifier: text().optional(),
  // ROS hands it to the API as it is, which has small first letters and knows the bucket by SourceArn.
  TriggerConfig: z.strictObject({
    events: z.array(text()).min(1),
    filter: z
      .strictObject({
        key: z.strictObject({ prefix: text().optional(), suffix: text().optional() }).optional(),
      })
      .optional(),
  }),
});

type Properties = z.output<typeof properties>;

function optionsOf({ TriggerConfig: { events, filter }, ...given }: Properties): TriggerOptions {
  return {
    type: given.TriggerType,
    description: given.Description,
    sourceArn: given.SourceArn,
    invocationRole: given.InvocationRole,
    qualifier: given.Qualifier,
    events,
    prefix: filter?.key?.prefix,
    suffix: filter?.key?.suffix,
  };
}

function attributesOf({ FunctionName, TriggerName }: Properties, context: ResourceContext): Attributes {
  // Only HTTP triggers have addresses.
  return { FunctionName, TriggerName, TriggerId: serviceId(context), UrlInternet: '', UrlIntranet: '' };
}

/** A trigger's bucket and function cannot be changed. `Ref` gives function and name. */
export function fc3Trigger(fc: FunctionComputeService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::FC3::Trigger',
    properties,
    attributes: ['FunctionName', 'TriggerName', 'TriggerId', 'UrlInternet', 'UrlIntranet'],
    updatable: ['TriggerConfig', 'Description', 'InvocationRole', 'Qualifier'],
    async create(given, context) {
      await fc.createTrigger({ fn: given.FunctionName }, given.TriggerName, optionsOf(given));
      return {
        physicalId: `${given.FunctionName}/${given.TriggerName}`,
        attributes: attributesOf(given, context),
      };
    },
    async update(_id, given, _previous, context) {
      await fc.updateTrigger({ fn: given.FunctionName }, given.TriggerName, optionsOf(given));
      return attributesOf(given, context);
    },
    delete: (_id, given) =>
      unlessMissing(FC_MISSING, () => fc.deleteTrigger({ fn: given.FunctionName }, given.TriggerName)),
  };
}
