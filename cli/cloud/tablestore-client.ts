import * as TableStore from 'tablestore';
import type { Keys } from './keys';
import { withQuickRows } from './quick-rows';

export interface TablestoreAccess extends Keys {
  tablestoreEndpoint: string;
  instance: string;
}

/** Longer than 30 s, the service's limit for a search. */
const TIMEOUT_MS = 35_000;

/**
 * A Tablestore client of one instance.
 * @param retries further attempts of a request that failed. @default - the SDK's own, 20
 * @param timeoutMs of an attempt in milliseconds. @default 35,000
 */
export function tablestoreClient(
  access: TablestoreAccess,
  { retries, timeoutMs = TIMEOUT_MS }: { retries?: number; timeoutMs?: number } = {},
): TableStore.Client {
  const { tablestoreEndpoint, instance, accessKeyId, accessKeySecret, securityToken } = access;
  const client = new TableStore.Client({
    endpoint: tablestoreEndpoint,
    instancename: instance,
    accessKeyId,
    accessKeySecret,
    ...(securityToken ? { securityToken } : {}),
    ...(retries === undefined ? {} : { maxRetries: retries }),
    httpOptions: { timeout: timeoutMs },
  });
  return withQuickRows(client);
}
