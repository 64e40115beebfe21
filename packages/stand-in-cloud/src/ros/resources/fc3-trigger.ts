import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionComputeService, TriggerOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionName } from './fc-function-shape';
import { FC_MISSING } from './fc-service';
import { flag, serviceId, text, textLike } from './forms';
import { unlessMissing } from './missing';

const shared = {
  FunctionName: functionName(),
  TriggerName: textLike(limits.functionCompute.TRIGGER_NAME),
  Description: text().optional(),
  Qualifier: text().optional(),
};

const oss = z.strictObject({
  ...shared,
  TriggerType: z.literal('oss'),
  SourceArn: text(),
  InvocationRole: text(),
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

const timer = z.strictObject({
  ...shared,
  TriggerType: z.literal('timer'),
  SourceArn: text().optional(),
  InvocationRole: text().optional(),
  TriggerConfig: z.strictObject({
    cronExpression: text(),
    enable: flag().optional(),
    payload: text().optional(),
  }),
});

const properties = z.discriminatedUnion('TriggerType', [oss, timer], {
  error: 'only triggers of types oss and timer run here',
});

type Properties = z.output<typeof properties>;

function optionsOf(properties: Properties): TriggerOptions {
  const { Description: description, Qualifier: qualifier } = properties;
  if (properties.TriggerType === 'timer') {
    const { SourceArn: sourceArn, InvocationRole: invocationRole, TriggerConfig } = properties;
    return { type: 'timer', description, sourceArn, invocationRole, qualifier, ...TriggerConfig };
  }
  const { events, filter } = properties.TriggerConfig;
  return {
    type: 'oss',
    description,
    sourceArn: properties.SourceArn,
    invocationRole: properties.InvocationRole,
    qualifier,
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
