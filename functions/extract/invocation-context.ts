import type { AssignedPolicy } from '../../contract/policy/assigned-policies';
import type { ReadingMode } from '../../contract/reading-mode';
import { logRefusedMeasures, logUnforked } from './confinement-log';
import type { Environment } from './environment';
import { objectsAtOnce } from './handle-batch';
import type { Invocation } from './invocation';
import { MediaInfo } from './mediainfo/mediainfo';
import { newsSender } from './news/news-sender';
import type { SendNews } from './news/row-news';
import type { ObjectSource } from './object-reader/object-source';
import { TOOL_MEMORY_MB } from './open-object';
import { shippedPolicies } from './policies';
import type { RowStore } from './row-store';
import { TablestoreRows } from './tablestore/tablestore-rows';
import type { Tool } from './tool';

/** What all objects of an invocation share. */
export interface InvocationContext {
  source: ObjectSource;
  tool: Tool;
  rows: RowStore;
  /** Epoch milliseconds at which Function Compute ends the invocation. */
  end: number;
  objectTimeoutSeconds: number;
  stalledCpuSeconds: number;
  maxToolMemoryMB: number;
  reading: ReadingMode;
  objectTags: boolean;
  /** The policies of the setting `policies`. */
  policies: readonly AssignedPolicy[];
  /** Sends an event about a row. @default - none are sent */
  sendNews?: SendNews;
}

/** @param start of the invocation, in epoch milliseconds */
export function invocationContext(
  invocation: Invocation,
  environment: Environment,
  start: number,
): InvocationContext {
  const { credentials, region } = invocation;
  const { reading, objectTags } = environment;
  const end = start + invocation.function.timeoutSeconds * 1_000;
  return {
    source: { endpoint: environment.ossEndpoint, region, credentials },
    tool: new MediaInfo({
      reading,
      onRefused: logRefusedMeasures,
      atOnce: objectsAtOnce(invocation.function.memoryMB),
      onUnforked: logUnforked,
    }),
    rows: new TablestoreRows({
      endpoint: environment.tablestoreEndpoint,
      fallback: environment.tablestoreFallback,
      instance: environment.tablestoreInstance,
      table: environment.table,
      credentials,
      deadline: end,
    }),
    end,
    objectTimeoutSeconds: environment.objectTimeoutSeconds,
    stalledCpuSeconds: environment.stalledCpuSeconds,
    // At most half of the function's memory: if mediainfo used all of it, the platform would kill the
    // instance.
    maxToolMemoryMB: Math.min(TOOL_MEMORY_MB, invocation.function.memoryMB / 2),
    reading,
    objectTags,
    policies: shippedPolicies(),
    sendNews: environment.news && newsSender({ ...environment.news, credentials, deadline: end }),
  };
}
