import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import { asyncConfigMembers, asyncConfigOperations } from '../http/async-config';
import type { FcRequest, FcResponse, Names } from '../http/messages';
import { readAsyncConfig } from './http-forms';
import { qualified, splitQualified } from './qualified-service';

const resourceOf = (name: FunctionName): string => `services/${qualified(name)}/functions/${name.fn}`;

const nameOf = ({ service = '', fn = '' }: Names): FunctionName => ({ ...splitQualified(service), fn });

const { list, ...operations } = asyncConfigOperations({
  right: 'FunctionAsyncInvokeConfig',
  nameOf: (_request, names) => nameOf(names),
  resourceOf,
  read: readAsyncConfig,
  view: (_fc, record) => ({
    service: record.service?.name,
    function: record.name,
    qualifier: '',
    statefulInvocation: false,
    ...asyncConfigMembers(record),
  }),
});

export const asyncConfigs = {
  ...operations,
  /** One for each version and alias of a function, so here one at most. */
  listAsyncInvokeConfigs(fc: FunctionCompute, request: FcRequest, names: Names): FcResponse {
    const name = nameOf(names);
    fc.authorize(request.caller, 'fc:ListFunctionAsyncInvokeConfigs', resourceOf(name));
    return list(fc, request, [fc.registry.fn(name)]);
  },
};
