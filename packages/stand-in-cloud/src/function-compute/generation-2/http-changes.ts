import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import { newFunction } from '../http/forms';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from '../http/messages';
import { readFunction, readService } from './http-forms';

import { viewOfFunction, viewOfService } from './http-views';

/** Operations that make, change and delete: of services and functions. */

const nameOf = ({ service = '', fn = '' }: Names): FunctionName => ({ service, fn });
const functionOf = ({ service = '', fn = '' }: Names): string => `services/${service}/functions/${fn}`;

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
  const { name, options } = newFunction(readFunction(body));
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
