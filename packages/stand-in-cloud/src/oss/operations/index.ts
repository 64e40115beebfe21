import { notImplemented, OssError } from '../errors';
import type { OssRequest } from '../request';
import { appendOperations } from './append';
import { bucketOperations } from './bucket';
import { bucketProtectionOperations } from './bucket-protection';
import { bucketStatOperations } from './bucket-stat';
import { completeOperations } from './complete';
import { copyOperations } from './copy';
import { deleteOperations } from './delete';
import { listOperations } from './list';
import { multipartOperations } from './multipart';
import { multipartListOperations } from './multipart-list';
import { objectAclOperations } from './object-acl';
import type { OssOperation } from './operation';
import { partCopyOperations } from './part-copy';
import { postOperations } from './post';
import { readOperations } from './read';
import { restoreOperations } from './restore';
import { serviceOperations } from './service';
import { symlinkOperations } from './symlink';
import { taggingOperations } from './tagging';
import { assertTrafficLimit, TRAFFIC_LIMIT } from './traffic-limit';
import { writeOperations } from './write';

const weight = ({ marks, markHeader }: OssOperation) => (marks?.length ?? 0) + (markHeader ? 1 : 0);

/** Every operation of this service. Those with most conditions come first, so the first that fits is the right one. */
export const OPERATIONS: readonly OssOperation[] = [
  ...serviceOperations,
  ...bucketOperations,
  ...bucketProtectionOperations,
  ...bucketStatOperations,
  ...listOperations,
  ...readOperations,
  ...objectAclOperations,
  ...taggingOperations,
  ...writeOperations,
  ...postOperations,
  ...copyOperations,
  ...appendOperations,
  ...symlinkOperations,
  ...restoreOperations,
  ...deleteOperations,
  ...multipartOperations,
  ...completeOperations,
  ...partCopyOperations,
  ...multipartListOperations,
].sort((a, b) => weight(b) - weight(a));

/** Parameters that any request may carry: those of a presigned URL. */
const SIGNATURE_PARAMETERS = new Set([
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-signature',
  'x-oss-additional-headers',
  'x-oss-security-token',
  TRAFFIC_LIMIT,
]);

/**
 * Parameters that operations understand but that never choose one: elsewhere the service pays no heed to them. Those that
 * say which bytes are meant are no such parameters.
 */
const IDLE_PARAMETERS = new Set(
  OPERATIONS.flatMap(({ parameters = [] }) => parameters).filter(
    (name) => !['partNumber', 'position'].includes(name),
  ),
);

/** Headers that any request may carry. */
const COMMON_HEADERS = new Set([
  'x-oss-date',
  'x-oss-content-sha256',
  'x-oss-security-token',
  'x-oss-user-agent',
  TRAFFIC_LIMIT,
]);

/**
 * Headers that operations understand: elsewhere the service pays no heed to them, and clients send them with every request
 * of an upload. A copy or an encryption that is not made must not go unnoticed.
 */
const IDLE_HEADERS = new Set(
  OPERATIONS.flatMap(({ headers = [] }) => headers).filter(
    (name) => !/^x-oss-(copy-source|server-side-encryption|symlink-target)/.test(name),
  ),
);

function targetOf({ bucket, key }: OssRequest): OssOperation['target'] {
  if (bucket === undefined) return 'service';
  return key === '' ? 'bucket' : 'object';
}

const RESOURCES = { service: 'the service', bucket: 'a bucket', object: 'an object' };

/**
 * The operation that a request means.
 * @throws OssError `NotImplemented` for an unknown parameter or header, `MethodNotAllowed`, `InvalidArgument`
 */
export function findOperation(request: OssRequest): OssOperation {
  const target = targetOf(request);
  const asked = [...request.query.keys()].filter((name) => !SIGNATURE_PARAMETERS.has(name));
  const fits = (operation: OssOperation) =>
    operation.target === target &&
    operation.method === request.method &&
    (operation.marks ?? []).every((mark) => request.query.has(mark)) &&
    (!operation.markHeader || operation.markHeader in request.headers);
  const operation = OPERATIONS.find(fits);
  if (!operation) {
    const unknown = asked.find((name) => !OPERATIONS.some(({ marks }) => marks?.includes(name)));
    if (unknown) throw notImplemented(`Parameter ${unknown} of ${request.method} on ${RESOURCES[target]}`);
    throw new OssError('MethodNotAllowed', {
      elements: { Method: request.method, ResourceType: target.toUpperCase() },
    });
  }
  const parameter = asked.find(
    (name) =>
      !operation.marks?.includes(name) && !operation.parameters?.includes(name) && !IDLE_PARAMETERS.has(name),
  );
  // The parameter may belong to an operation that is missing here, so the operation found may be wrong.
  if (parameter) throw notImplemented(`Parameter ${parameter} of ${request.method} on ${RESOURCES[target]}`);
  const header = Object.keys(request.headers).find(
    (name) =>
      name.startsWith('x-oss-') &&
      !name.startsWith('x-oss-meta-') &&
      name !== operation.markHeader &&
      !COMMON_HEADERS.has(name) &&
      !operation.headers?.includes(name) &&
      !IDLE_HEADERS.has(name),
  );
  if (header) throw notImplemented(`Header ${header} of ${operation.name}`);
  assertTrafficLimit(request);
  return operation;
}
