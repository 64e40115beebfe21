import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionName } from '../../function-compute/function-name';
import type { FunctionComputeService, TriggerOptions } from '../../function-compute/service';
import type { Attributes, ResourceContext, ResourceProvider } from '../provider';
import { functionName } from './fc-function-shape';
import { FC_MISSING, serviceName } from './fc-service';
import { flag, serviceId, text, textLike } from './forms';
import { unlessMissing } from './missing';

const shared = {
  ServiceName: serviceName(),
  FunctionName: functionName(),
  TriggerName: textLike(limits.functionCompute.TRIGGER_NAME),
  Qualifier: text().optional(),
};

const oss = z.strictObject({
  ...shared,
  TriggerType: z.literal('oss'),
  SourceArn: text(),
  InvocationRole: text(),
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

const timer = z.strictObject({
  ...shared,
  TriggerType: z.literal('timer'),
  SourceArn: text().optional(),
  InvocationRole: text().optional(),
  TriggerConfig: z.strictObject({
    CronExpression: text(),
    Enable: flag().optional(),
    Payload: text().optional(),
  }),
});

const properties = z.discriminatedUnion('TriggerType', [oss, timer], {
  error: 'only triggers of types oss and timer run here',
});

type Properties = z.output<typeof properties>;

function optionsOf(properties: Properties): TriggerOptions {
  const { SourceArn: sourceArn, InvocationRole: invocationRole, Qualifier: qualifier } = properties;
  if (properties.TriggerType === 'timer') {
    const { CronExpression: cronExpression, Enable: enable, Payload: payload } = properties.TriggerConfig;
    return { type: 'timer', sourceArn, invocationRole, qualifier, cronExpression, enable, payload };
  }
  const { SourceArn, InvocationRole, TriggerConfig } = properties;
  const { Prefix: prefix, Suffix: suffix } = TriggerConfig.Filter?.Key ?? {};
  return {
    type: 'oss',
    sourceArn: SourceArn,
    invocationRole: InvocationRole,
    qualifier,
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
