import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import type { Route } from '../http/api';
import { invoke } from '../http/invocation';
import { type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { page } from '../http/page';
import { checkQualifier } from '../qualifier';
import type { FunctionRecord } from '../registry';
import { asyncConfigs } from './http-async';
import { createFunction, deleteFunction, updateFunction } from './http-changes';
import { checkQuery, PAGE } from './http-query';
import { triggers } from './http-triggers';
import { viewOfFunction } from './http-views';

const FN = /^\/functions\/(?<fn>[^/]+)/;
const FUNCTIONS = /^\/functions$/;
const FUNCTION = new RegExp(`${FN.source}$`);
const TRIGGERS = new RegExp(`${FN.source}/triggers$`);
const TRIGGER = new RegExp(`${FN.source}/triggers/(?<trigger>[^/]+)$`);
const ASYNC = new RegExp(`${FN.source}/async-invoke-config$`);

export const ROUTES: readonly Route[] = [
  ['GET', FUNCTIONS, listFunctions],
  ['POST', FUNCTIONS, createFunction],
  ['GET', FUNCTION, getFunction],
  ['PUT', FUNCTION, updateFunction],
  ['DELETE', FUNCTION, deleteFunction],
  ['POST', new RegExp(`${FN.source}/invocations$`), invokeFunction],
  ['GET', TRIGGERS, triggers.listTriggers],
  ['POST', TRIGGERS, triggers.createTrigger],
  ['GET', TRIGGER, triggers.getTrigger],
  ['PUT', TRIGGER, triggers.updateTrigger],
  ['DELETE', TRIGGER, triggers.deleteTrigger],
  ['GET', ASYNC, asyncConfigs.getAsyncInvokeConfig],
  ['PUT', ASYNC, asyncConfigs.putAsyncInvokeConfig],
  ['DELETE', ASYNC, asyncConfigs.deleteAsyncInvokeConfig],
  ['GET', /^\/async-invoke-configs$/, asyncConfigs.listAsyncInvokeConfigs],
];

function listFunctions(fc: FunctionCompute, { caller, query }: FcRequest): FcResponse {
  fc.authorize(caller, 'fc:ListFunctions', 'functions/*');
  checkQuery(query, [...PAGE, 'fcVersion']);
  if ((query.get('fcVersion') ?? 'v3') !== 'v3') {
    throw new FcError('InvalidArgument', 'fcVersion: only functions of v3 are listed here.');
  }
  const all = [...fc.registry.alone.values()];
  return page(
    'functions',
    all,
    (fn: FunctionRecord) => viewOfFunction(fc, fn),
    query,
    ({ name }) => name,
  );
}

function getFunction(fc: FunctionCompute, { caller, query }: FcRequest, { fn = '' }: Names): FcResponse {
  fc.authorize(caller, 'fc:GetFunction', `functions/${fn}`);
  checkQuery(query, ['qualifier']);
  checkQualifier(named(fn, query));
  return json(viewOfFunction(fc, fc.registry.fn({ fn })));
}

async function invokeFunction(
  fc: FunctionCompute,
  request: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  checkQuery(request.query, ['qualifier']);
  return invoke(fc, request, named(fn, request.query));
}

function named(fn: string, query: URLSearchParams): FunctionName {
  return { fn, qualifier: query.get('qualifier') || undefined };
}
