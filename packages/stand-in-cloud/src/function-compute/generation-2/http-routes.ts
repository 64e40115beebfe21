import type { FunctionCompute } from '../function-compute';
import type { Route } from '../http/api';
import { invoke } from '../http/invocation';
import { type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { page } from '../http/page';
import { checkQualifier, LATEST } from '../qualifier';
import { asyncConfigs } from './http-async';
import {
  createFunction,
  createService,
  deleteFunction,
  deleteService,
  updateFunction,
  updateService,
} from './http-changes';
import { triggers } from './http-triggers';
import { viewOfFunction, viewOfService } from './http-views';
import { splitQualified } from './qualified-service';

const nameOf = ({ name }: { name: string }): string => name;

const FN = /^\/services\/(?<service>[^/]+)\/functions\/(?<fn>[^/]+)/;

const SERVICE = /^\/services\/(?<service>[^/]+)$/;
const FUNCTIONS = /^\/services\/(?<service>[^/]+)\/functions$/;
const FUNCTION = new RegExp(`${FN.source}$`);
const TRIGGERS = new RegExp(`${FN.source}/triggers$`);
const ASYNC = new RegExp(`${FN.source}/async-invoke-config$`);
const TRIGGER = new RegExp(`${FN.source}/triggers/(?<trigger>[^/]+)$`);

export const ROUTES: readonly Route[] = [
  ['GET', /^\/services$/, listServices],
  ['POST', /^\/services$/, createService],
  ['GET', SERVICE, getService],
  ['PUT', SERVICE, updateService],
  ['DELETE', SERVICE, deleteService],
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
  ['GET', new RegExp(`${FN.source}/async-invoke-configs$`), asyncConfigs.listAsyncInvokeConfigs],
];

function listServices(fc: FunctionCompute, request: FcRequest): FcResponse {
  fc.authorize(request.caller, 'fc:ListServices', 'services/*');
  return page('services', [...fc.registry.services.values()], viewOfService, request.query, nameOf);
}

function getService(fc: FunctionCompute, request: FcRequest, { service = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:GetService', `services/${service}`);
  return json(viewOfService(fc.registry.service(serviceOf(service))));
}

function listFunctions(fc: FunctionCompute, request: FcRequest, { service = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:ListFunctions', `services/${service}/functions/*`);
  const { functions } = fc.registry.service(serviceOf(service));
  return page('functions', [...functions.values()], viewOfFunction, request.query, nameOf);
}

function getFunction(fc: FunctionCompute, request: FcRequest, { service = '', fn = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:GetFunction', `services/${service}/functions/${fn}`);
  return json(viewOfFunction(fc.registry.fn({ service: serviceOf(service), fn })));
}

async function invokeFunction(
  fc: FunctionCompute,
  request: FcRequest,
  { service = '', fn = '' }: Names,
): Promise<FcResponse> {
  const answer = await invoke(fc, request, { ...splitQualified(service), fn });
  // An event that was only accepted has no version yet.
  if (answer.status !== 200) return answer;
  return { ...answer, headers: { ...answer.headers, 'x-fc-invocation-service-version': LATEST } };
}

/** @throws FcError for a version or an alias: there are none */
function serviceOf(text: string): string {
  const name = splitQualified(text);
  checkQualifier({ ...name, fn: '' });
  return name.service;
}
