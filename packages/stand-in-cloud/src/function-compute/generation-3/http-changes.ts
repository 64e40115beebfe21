import type { FunctionCompute } from '../function-compute';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { homeOf } from '../registry';
import { readFunction, readNewFunction, readTrigger } from './http-forms';
import { viewOfFunction, viewOfTrigger } from './http-views';

/** Operations that make, change and delete: of functions and triggers. */

export async function createFunction(fc: FunctionCompute, { caller, body }: FcRequest): Promise<FcResponse> {
  const { name, options } = readNewFunction(body);
  fc.authorize(caller, 'fc:CreateFunction', `functions/${name}`);
  fc.authorizeRole(caller, options.home?.role);
  await fc.createFunction({ fn: name }, options);
  return json(viewOfFunction(fc, fc.registry.fn({ fn: name })));
}

export async function updateFunction(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:UpdateFunction', `functions/${fn}`);
  const current = homeOf(fc.registry.fn({ fn }));
  const { options } = readFunction(body, current);
  if (options.home?.role !== current.role) fc.authorizeRole(caller, options.home?.role);
  await fc.updateFunction({ fn }, options);
  return json(viewOfFunction(fc, fc.registry.fn({ fn })));
}

export async function deleteFunction(
  fc: FunctionCompute,
  { caller }: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:DeleteFunction', `functions/${fn}`);
  await fc.deleteFunction({ fn });
  return DELETED;
}

export async function createTrigger(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  { fn = '' }: Names,
): Promise<FcResponse> {
  const { name = '', options } = readTrigger(body);
  fc.authorize(caller, 'fc:CreateTrigger', `functions/${fn}/triggers/${name}`);
  fc.authorizeRole(caller, options.invocationRole);
  await fc.createTrigger({ fn }, name, options);
  return json(viewOfTrigger(fc, fc.registry.trigger({ fn }, name)));
}

export async function updateTrigger(
  fc: FunctionCompute,
  { caller, body }: FcRequest,
  { fn = '', trigger = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:UpdateTrigger', `functions/${fn}/triggers/${trigger}`);
  const current = fc.registry.trigger({ fn }, trigger).options;
  const { options } = readTrigger(body, current);
  if (options.invocationRole !== current.invocationRole) fc.authorizeRole(caller, options.invocationRole);
  await fc.updateTrigger({ fn }, trigger, options);
  return json(viewOfTrigger(fc, fc.registry.trigger({ fn }, trigger)));
}

export async function deleteTrigger(
  fc: FunctionCompute,
  { caller }: FcRequest,
  { fn = '', trigger = '' }: Names,
): Promise<FcResponse> {
  fc.authorize(caller, 'fc:DeleteTrigger', `functions/${fn}/triggers/${trigger}`);
  await fc.deleteTrigger({ fn }, trigger);
  return DELETED;
}
