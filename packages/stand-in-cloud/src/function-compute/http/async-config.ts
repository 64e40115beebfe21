import { noAsyncOptions } from '../deployments';
import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import { checkQualifier } from '../qualifier';
import type { FunctionRecord } from '../registry';
import type { AsyncOptions } from '../service';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from './messages';
import { page } from './page';
import { isoTime } from './views';

/** What differs in the operations on settings of asynchronous invocations. */
interface AsyncConfigApi {
  /** What the rights to get, put, delete and list them are called after these words. */
  right: string;
  nameOf(request: FcRequest, names: Names): FunctionName;
  /** What follows the account in the ARN of a function. */
  resourceOf(name: FunctionName): string;
  read(body: Buffer): AsyncOptions;
  view(fc: FunctionCompute, record: FunctionRecord): object;
}

/** Operations that get, put, delete and list the settings of asynchronous invocations of a function. */
export function asyncConfigOperations({ right, nameOf, resourceOf, read, view }: AsyncConfigApi) {
  function checked(fc: FunctionCompute, request: FcRequest, names: Names, verb: string): FunctionName {
    const name = nameOf(request, names);
    fc.authorize(request.caller, `fc:${verb}${right}`, resourceOf(name));
    checkQualifier(name);
    return name;
  }
  return {
    getAsyncInvokeConfig(fc: FunctionCompute, request: FcRequest, names: Names): FcResponse {
      const name = checked(fc, request, names, 'Get');
      const record = fc.registry.fn(name);
      if (!record.asyncTimes) throw noAsyncOptions(name);
      return json(view(fc, record));
    },
    async putAsyncInvokeConfig(fc: FunctionCompute, request: FcRequest, names: Names): Promise<FcResponse> {
      const name = checked(fc, request, names, 'Put');
      await fc.putAsyncOptions(name, read(request.body));
      return json(view(fc, fc.registry.fn(name)));
    },
    async deleteAsyncInvokeConfig(
      fc: FunctionCompute,
      request: FcRequest,
      names: Names,
    ): Promise<FcResponse> {
      await fc.deleteAsyncOptions(checked(fc, request, names, 'Delete'));
      return DELETED;
    },
    /** @param all whose settings are listed, where they have any */
    list(fc: FunctionCompute, { query }: FcRequest, all: FunctionRecord[]): FcResponse {
      const configured = all.filter(({ asyncTimes }) => asyncTimes);
      return page(
        'configs',
        configured,
        (record) => view(fc, record),
        query,
        ({ name }) => name,
      );
    },
  };
}

/** What both APIs say of these settings. */
export function asyncConfigMembers({ options, asyncTimes }: FunctionRecord): object {
  const { onSuccess, onFailure, maxAsyncEventAgeInSeconds, maxAsyncRetryAttempts } = options.async ?? {};
  return {
    destinationConfig: {
      ...(onSuccess !== undefined && { onSuccess: { destination: onSuccess } }),
      ...(onFailure !== undefined && { onFailure: { destination: onFailure } }),
    },
    maxAsyncEventAgeInSeconds,
    maxAsyncRetryAttempts,
    createdTime: isoTime(asyncTimes?.createdAt ?? 0),
    lastModifiedTime: isoTime(asyncTimes?.modifiedAt ?? 0),
  };
}
