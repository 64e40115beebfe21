import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { FunctionComputeService } from '../../function-compute/service';
import type { ResourceProvider } from '../provider';
import { functionName } from './fc-function-shape';
import { FC_MISSING } from './fc-service';
import { integer, text, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const { ASYNC_EVENT_AGE_SECONDS_FC3, ASYNC_RETRIES } = limits.functionCompute;

const destination = z.strictObject({ Destination: text().optional() }).optional();

const properties = z.strictObject({
  FunctionName: functionName(),
  AsyncTask: unsupportedFlag(),
  DestinationConfig: z.strictObject({ OnSuccess: destination, OnFailure: destination }).optional(),
  MaxAsyncEventAgeInSeconds: integer(ASYNC_EVENT_AGE_SECONDS_FC3).optional(),
  MaxAsyncRetryAttempts: integer(ASYNC_RETRIES).optional(),
});

type Properties = z.output<typeof properties>;

/** None of its properties can be changed: what changes is deleted and made again. It has no attributes. */
export function fc3AsyncInvokeConfig(fc: FunctionComputeService): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::FC3::AsyncInvokeConfig',
    properties,
    attributes: [],
    updatable: [],
    async create({ FunctionName, DestinationConfig, ...given }) {
      await fc.putAsyncOptions(
        { fn: FunctionName },
        {
          onSuccess: DestinationConfig?.OnSuccess?.Destination,
          onFailure: DestinationConfig?.OnFailure?.Destination,
          maxAsyncEventAgeInSeconds: given.MaxAsyncEventAgeInSeconds,
          maxAsyncRetryAttempts: given.MaxAsyncRetryAttempts,
        },
      );
      return { physicalId: FunctionName, attributes: {} };
    },
    update: () => Promise.reject(new Error('no property of ALIYUN::FC3::AsyncInvokeConfig can be changed')),
    delete: (fn) =>
      unlessMissing([...FC_MISSING, 'AsyncConfigNotExists'], () => fc.deleteAsyncOptions({ fn })),
  };
}
