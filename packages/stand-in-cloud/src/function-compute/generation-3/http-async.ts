import { noAsyncOptions } from '../deployments';
import type { FunctionCompute } from '../function-compute';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { page } from '../http/page';
import { checkQualifier } from '../qualifier';
import type { FunctionRecord } from '../registry';
import { readAsyncConfig } from './http-forms';
import { checkQuery } from './http-query';
import { viewOfAsyncConfig } from './http-views';

/** Operations on the settings of asynchronous invocations. */

export function getAsyncInvokeConfig(
  fc: FunctionCompute,
  request: FcRequest,
  { fn = '' }: Names,
): FcResponse {
  check(fc, request, 'fc:GetAsyncInvokeConfig', fn);
  const record = fc.registry.fn({ fn });
  if (!record.asyncTimes) throw noAsyncOptions({ fn });
  return json(viewOfAsyncConfig(fc, record));
}

export async function putAsyncInvokeConfig(
  fc: FunctionCompute,
  request: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  check(fc, request, 'fc:PutAsyncInvokeConfig', fn);
  await fc.putAsyncOptions({ fn }, readAsyncConfig(request.body));
  return json(viewOfAsyncConfig(fc, fc.registry.fn({ fn })));
}

export async function deleteAsyncInvokeConfig(
  fc: FunctionCompute,
  request: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  check(fc, request, 'fc:DeleteAsyncInvokeConfig', fn);
  await fc.deleteAsyncOptions({ fn });
  return DELETED;
}

export function listAsyncInvokeConfigs(fc: FunctionCompute, { caller, query }: FcRequest): FcResponse {
  const fn = query.get('functionName') || undefined;
  fc.authorize(caller, 'fc:ListAsyncInvokeConfigs', `functions/${fn ?? '*'}`);
  checkQuery(query, ['functionName', 'limit', 'nextToken']);
  const all = fn === undefined ? [...fc.registry.alone.values()] : [fc.registry.fn({ fn })];
  const configured = all.filter(({ asyncTimes }) => asyncTimes);
  const view = (record: FunctionRecord) => viewOfAsyncConfig(fc, record);
  return page('configs', configured, view, query, ({ name }) => name);
}

function check(fc: FunctionCompute, { caller, query }: FcRequest, action: string, fn: string): void {
  fc.authorize(caller, action, `functions/${fn}`);
  checkQuery(query, ['qualifier']);
  checkQualifier({ fn, qualifier: query.get('qualifier') || undefined });
}
