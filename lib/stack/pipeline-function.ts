import type { Construct } from '@alicloud/ros-cdk-core';
import {
  ENVIRONMENT,
  EVENT_BRIDGE_ENDPOINT,
  NEWS_BUS,
  OBJECT_TAGS,
  READING_MODE,
  SWEEP,
  SWEEP_PREFIX,
  SWEEP_SUFFIX,
  TABLESTORE_FALLBACK,
} from '../../contract/environment';
import { SELF_CHECK } from '../../contract/self-check';
import type { Settings } from '../settings';
import type { CodeAsset } from './code-asset';
import type { Endpoints } from './endpoints';
import type { CloudFunction, CloudFunctionProps, FunctionGeneration } from './function-generation';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';

/** The props that both functions of a pipeline share. */
export interface SharedFunctionProps
  extends Pick<
    Settings,
    | 'newsBus'
    | 'objectTags'
    | 'objectTimeoutSeconds'
    | 'prefix'
    | 'reading'
    | 'selfCheck'
    | 'stalledCpuSeconds'
    | 'suffix'
    | 'sweep'
    | 'tags'
  > {
  generation: FunctionGeneration;
  code: CodeAsset;
  logs: FunctionLogs;
  foundations: CloudFunctionProps['foundations'];
  table: MetadataTable;
  /** Names of the buckets whose objects get rows. */
  buckets: string[];
  endpoints: Endpoints;
}

export interface PipelineFunctionProps
  extends SharedFunctionProps,
    Omit<CloudFunctionProps, 'environment' | 'after'> {}

/** A function that reads endpoints, table and limits from its environment variables. */
export function pipelineFunction(scope: Construct, id: string, props: PipelineFunctionProps): CloudFunction {
  const { generation, endpoints, table } = props;
  return generation.makeFunction(scope, id, {
    ...props,
    environment: {
      [ENVIRONMENT.ossEndpoint]: endpoints.oss,
      [ENVIRONMENT.buckets]: props.buckets.join(','),
      [ENVIRONMENT.tablestoreEndpoint]: endpoints.tablestore,
      [TABLESTORE_FALLBACK]: endpoints.tablestoreFallback,
      [ENVIRONMENT.tablestoreInstance]: table.instanceName,
      [ENVIRONMENT.table]: table.tableName,
      [ENVIRONMENT.objectTimeoutSeconds]: String(props.objectTimeoutSeconds),
      [ENVIRONMENT.stalledCpuSeconds]: String(props.stalledCpuSeconds),
      ...(props.reading === 'exact' ? {} : { [READING_MODE]: props.reading }),
      ...(props.objectTags ? { [OBJECT_TAGS]: 'true' } : {}),
      ...(props.newsBus
        ? { [NEWS_BUS]: props.newsBus, [EVENT_BRIDGE_ENDPOINT]: String(endpoints.eventBridge) }
        : {}),
      ...(props.selfCheck ? {} : { [SELF_CHECK]: 'false' }),
      ...sweepVariables(props),
    },
    // The table is created before the first event arrives and deleted after the last one.
    after: [table.dependency],
  });
}

const sweepVariables = ({ sweep, prefix, suffix }: SharedFunctionProps): Record<string, string> =>
  sweep === 'off'
    ? {}
    : {
        [SWEEP]: sweep,
        ...(prefix ? { [SWEEP_PREFIX]: prefix } : {}),
        ...(suffix ? { [SWEEP_SUFFIX]: suffix } : {}),
      };
