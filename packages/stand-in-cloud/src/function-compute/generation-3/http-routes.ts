import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../generation';
import type { Route } from '../http/api';
import { invoke } from '../http/invocation';
import { type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { page } from '../http/page';
import { checkQualifier } from '../qualifier';
import type { FunctionRecord, TriggerRecord } from '../registry';
import { asyncConfigs } from './http-async';
import {
  createFunction,
  createTrigger,
  deleteFunction,
  deleteTrigger,
  updateFunction,
  updateTrigger,
} from './http-changes';
import { checkQuery } from './http-query';
import { viewOfFunction, viewOfTrigger } from './http-views';

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
  ['GET', TRIGGERS, listTriggers],
  ['POST', TRIGGERS, createTrigger],
  ['GET', TRIGGER, getTrigger],
  ['PUT', TRIGGER, updateTrigger],
  ['DELETE', TRIGGER, deleteTrigger],
  ['GET', ASYNC, asyncConfigs.getAsyncInvokeConfig],
  ['PUT', ASYNC, asyncConfigs.putAsyncInvokeConfig],
  ['DELETE', ASYNC, asyncConfigs.deleteAsyncInvokeConfig],
  ['GET', /^\/async-invoke-configs$/, asyncConfigs.listAsyncInvokeConfigs],
];

const PAGE = ['limit', 'nextToken', 'prefix'];

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

function listTriggers(fc: FunctionCompute, { caller, query }: FcRequest, { fn = '' }: Names): FcResponse {
  fc.authorize(caller, 'fc:ListTriggers', `functions/${fn}/triggers/*`);
  checkQuery(query, PAGE);
  const all = [...fc.registry.fn({ fn }).triggers.values()];
  const view = (trigger: TriggerRecord) => viewOfTrigger(fc, trigger);
  return page('triggers', all, view, query, ({ name }) => name);
}

function getTrigger(
  fc: FunctionCompute,
  { caller }: FcRequest,
  { fn = '', trigger = '' }: Names,
): FcResponse {
  fc.authorize(caller, 'fc:GetTrigger', `functions/${fn}/triggers/${trigger}`);
  return json(viewOfTrigger(fc, fc.registry.trigger({ fn }, trigger)));
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
