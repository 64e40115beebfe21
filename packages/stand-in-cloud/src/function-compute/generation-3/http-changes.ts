import type { FunctionCompute } from '../function-compute';
import { newFunction } from '../http/forms';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { homeOf } from '../registry';
import { readFunction } from './http-forms';
import { viewOfFunction } from './http-views';

/** Operations that make, change and delete: of functions. */

export async function createFunction(fc: FunctionCompute, { caller, body }: FcRequest): Promise<FcResponse> {
  const { name, options } = newFunction(readFunction(body));
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
