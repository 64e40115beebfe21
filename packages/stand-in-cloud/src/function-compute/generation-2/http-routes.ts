import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import {
  createFunction,
  createService,
  createTrigger,
  deleteFunction,
  deleteService,
  deleteTrigger,
  updateFunction,
  updateService,
  updateTrigger,
} from './http-changes';
import { type FcRequest, type FcResponse, json, type Names } from './http-messages';
import { viewOfFunction, viewOfService, viewOfTrigger } from './http-views';
import { LATEST, splitQualified } from './qualifier';

const FN = /^\/services\/(?<service>[^/]+)\/functions\/(?<fn>[^/]+)/;
/** Items in a page of a list. */
const PAGE = { default: 20, max: 100 };

type Handler = (fc: FunctionCompute, request: FcRequest, names: Names) => FcResponse | Promise<FcResponse>;

const SERVICE = /^\/services\/(?<service>[^/]+)$/;
const FUNCTIONS = /^\/services\/(?<service>[^/]+)\/functions$/;
const FUNCTION = new RegExp(`${FN.source}$`);
const TRIGGERS = new RegExp(`${FN.source}/triggers$`);
const TRIGGER = new RegExp(`${FN.source}/triggers/(?<trigger>[^/]+)$`);

const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
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
  ['POST', new RegExp(`${FN.source}/invocations$`), invoke],
  ['GET', TRIGGERS, listTriggers],
  ['POST', TRIGGERS, createTrigger],
  ['GET', TRIGGER, getTrigger],
  ['PUT', TRIGGER, updateTrigger],
  ['DELETE', TRIGGER, deleteTrigger],
];

/** @throws FcError, also `PathNotSupported` for calls that this stand-in does not have */
export async function route(fc: FunctionCompute, request: FcRequest): Promise<FcResponse> {
  for (const [method, pattern, handler] of ROUTES) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (match) {
      return handler(fc, request, { ...match.groups });
    }
  }
  throw new FcError('PathNotSupported', `'${request.method}' against '${request.path}' is not supported`);
}

function listServices(fc: FunctionCompute, request: FcRequest): FcResponse {
  fc.authorize(request.caller, 'fc:ListServices', 'services/*');
  return page('services', [...fc.registry.services.values()], viewOfService, request.query);
}

function getService(fc: FunctionCompute, request: FcRequest, { service = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:GetService', `services/${service}`);
  return json(viewOfService(fc.registry.service(splitQualified(service).service)));
}

function listFunctions(fc: FunctionCompute, request: FcRequest, { service = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:ListFunctions', `services/${service}/functions/*`);
  const { functions } = fc.registry.service(splitQualified(service).service);
  return page('functions', [...functions.values()], viewOfFunction, request.query);
}

function getFunction(fc: FunctionCompute, request: FcRequest, { service = '', fn = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:GetFunction', `services/${service}/functions/${fn}`);
  return json(viewOfFunction(fc.registry.fn(splitQualified(service).service, fn)));
}

function listTriggers(fc: FunctionCompute, request: FcRequest, { service = '', fn = '' }: Names): FcResponse {
  fc.authorize(request.caller, 'fc:ListTriggers', `services/${service}/functions/${fn}/triggers/*`);
  const { triggers } = fc.registry.fn(service, fn);
  return page('triggers', [...triggers.values()], viewOfTrigger, request.query);
}

function getTrigger(fc: FunctionCompute, request: FcRequest, names: Names): FcResponse {
  const { service = '', fn = '', trigger = '' } = names;
  fc.authorize(request.caller, 'fc:GetTrigger', `services/${service}/functions/${fn}/triggers/${trigger}`);
  return json(viewOfTrigger(fc.registry.trigger(service, fn, trigger)));
}

async function invoke(
  fc: FunctionCompute,
  request: FcRequest,
  { service = '', fn = '' }: Names,
): Promise<FcResponse> {
  const { caller, body, headers } = request;
  const type = String(headers['x-fc-invocation-type'] ?? 'Sync');
  if (type === 'Async') {
    const requestId = await fc.invokeAsync(caller, service, fn, body);
    return { status: 202, headers: { 'x-fc-request-id': requestId }, body: Buffer.alloc(0) };
  }
  if (type !== 'Sync') {
    throw new FcError('InvalidArgument', `x-fc-invocation-type must be 'Sync' or 'Async', '${type}' given.`);
  }
  const outcome = await fc.invoke(caller, service, fn, body);
  const { errorType } = outcome;
  return {
    status: 200,
    headers: {
      'content-type': errorType ? 'application/json' : 'application/octet-stream',
      'x-fc-request-id': outcome.requestId,
      'x-fc-invocation-duration': String(Math.round(outcome.durationMs)),
      'x-fc-max-memory-usage': outcome.maxMemoryMB.toFixed(2),
      'x-fc-invocation-service-version': LATEST,
      ...(errorType && { 'x-fc-error-type': errorType }),
      ...(headers['x-fc-log-type'] === 'Tail' && {
        'x-fc-log-result': Buffer.from(outcome.logTail).toString('base64'),
      }),
    },
    body: Buffer.from(outcome.payload),
  };
}

function page<T extends { name: string }>(
  key: string,
  items: T[],
  view: (item: T) => object,
  query: URLSearchParams,
): FcResponse {
  const limit = Math.min(Number(query.get('limit') ?? PAGE.default) || PAGE.default, PAGE.max);
  const start = query.get('nextToken') ?? query.get('startKey') ?? '';
  const prefix = query.get('prefix') ?? '';
  const matching = items
    .filter((item) => item.name.startsWith(prefix) && item.name >= start)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return json({ [key]: matching.slice(0, limit).map(view), nextToken: matching[limit]?.name ?? null });
}
