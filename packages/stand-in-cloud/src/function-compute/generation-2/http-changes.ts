import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../generation';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { readFunction, readNewFunction, readService, readTrigger } from './http-forms';

import { viewOfFunction, viewOfService, viewOfTrigger } from './http-views';

/** Operations that make, change and delete: of services, functions and triggers. */

const nameOf = ({ service = '', fn = '' }: Names): FunctionName => ({ service, fn });
const functionOf = ({ service = '', fn = '' }: Names): string => `services/${service}/functions/${fn}`;
const triggerOf = (names: Names): string => `${functionOf(names)}/triggers/${names['trigger'] ?? ''}`;

export async function createService(fc: FunctionCompute, { caller, body }: FcRequest): Promise<FcResponse> {
  const { name = '', options } = readService(body);
  fc.authorize(caller, 'fc:CreateService', `services/${name}`);
  fc.authorizeRole(caller, options.role);
  await fc.createService(name, options);
  return json(viewOfService(fc.registry.service(name)));
}

export async function updateService(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  { service = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:UpdateService', `services/${service}`);
  const { options } = readService(body);
  fc.authorizeRole(caller, options.role);
  await fc.updateService(service, { ...fc.registry.service(service).options, ...options });
  return json(viewOfService(fc.registry.service(service)));
}

export async function deleteService(
  fc: FunctionCompute,
  { caller }: FcRequest,
  { service = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:DeleteService', `services/${service}`);
  await fc.deleteService(service);
  return DELETED;
}

export async function createFunction(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  { service = '' }: Names,
): Promise<FcResponse> {
  const { name, options } = readNewFunction(body);
  fc.authorize(caller, 'fc:CreateFunction', functionOf({ service, fn: name }));
  await fc.createFunction({ service, fn: name }, options);
  return json(viewOfFunction(fc.registry.fn({ service, fn: name })));
}

export async function updateFunction(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  names: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:UpdateFunction', functionOf(names));
  await fc.updateFunction(nameOf(names), readFunction(body).options);
  return json(viewOfFunction(fc.registry.fn(nameOf(names))));
}

export async function deleteFunction(
  fc: FunctionCompute,
  { caller }: FcRequest,
  names: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:DeleteFunction', functionOf(names));
  await fc.deleteFunction(nameOf(names));
  return DELETED;
}

export async function createTrigger(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  names: Names,
): Promise<FcResponse> {
  const { name = '', options } = readTrigger(body);
  fc.authorize(caller, 'fc:CreateTrigger', triggerOf({ ...names, trigger: name }));
  fc.authorizeRole(caller, options.invocationRole);
  await fc.createTrigger(nameOf(names), name, options);
  return json(viewOfTrigger(fc.registry.trigger(nameOf(names), name)));
}

export async function updateTrigger(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  names: Names,
): Promise<FcResponse> {
  const { trigger = '' } = names;
  fc.authorize(caller, 'fc:UpdateTrigger', triggerOf(names));
  const current = fc.registry.trigger(nameOf(names), trigger).options;
  const { options } = readTrigger(body, current);
  if (options.invocationRole !== current.invocationRole) fc.authorizeRole(caller, options.invocationRole);
  await fc.updateTrigger(nameOf(names), trigger, options);
  return json(viewOfTrigger(fc.registry.trigger(nameOf(names), trigger)));
}

export async function deleteTrigger(
  fc: FunctionCompute,
  { caller }: FcRequest,
  names: Names,
): Promise<FcResponse> {
  const { trigger = '' } = names;
  fc.authorize(caller, 'fc:DeleteTrigger', triggerOf(names));
  await fc.deleteTrigger(nameOf(names), trigger);
  return DELETED;
}
