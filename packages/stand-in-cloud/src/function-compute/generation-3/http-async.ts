import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import { asyncConfigMembers, asyncConfigOperations } from '../http/async-config';
import type { FcRequest, FcResponse, Names } from '../http/messages';
import { readAsyncConfig } from './http-forms';
import { checkQuery } from './http-query';

const resourceOf = ({ fn }: FunctionName): string => `functions/${fn}`;

const { list, ...operations } = asyncConfigOperations({
  right: 'AsyncInvokeConfig',
  nameOf({ query }, { fn = '' }) {
    checkQuery(query, ['qualifier']);
    return { fn, qualifier: query.get('qualifier') || undefined };
  },
  resourceOf,
  read: readAsyncConfig,
  view: (fc, record) => ({
    functionArn: fc.arnOf(record.fullName),
    asyncTask: false,
    ...asyncConfigMembers(record),
  }),
});

export const asyncConfigs = {
  ...operations,
  listAsyncInvokeConfigs(fc: FunctionCompute, request: FcRequest, _names: Names): FcResponse {
    const { caller, query } = request;
    const fn = query.get('functionName') || undefined;
    fc.authorize(caller, 'fc:ListAsyncInvokeConfigs', resourceOf({ fn: fn ?? '*' }));
    checkQuery(query, ['functionName', 'limit', 'nextToken']);
    return list(fc, request, fn === undefined ? [...fc.registry.alone.values()] : [fc.registry.fn({ fn })]);
  },
};
