import { limits } from 'ros-template-check';
import { assertNotPublic } from './access';
import { invalidArgument } from './errors';
import type { Exchange } from './exchange';
import {
  type Bucket,
  type Encryption,
  OBJECT_ACLS,
  type ObjectAcl,
  type ObjectAttributes,
  STORAGE_CLASSES,
  type StorageClass,
  type Tag,
} from './records';
import { parseTagHeader } from './tags';

/** Headers kept with an object and given back with it. */
const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** The service's limit of all user metadata together. */
const MAX_USER_METADATA_BYTES = 8 * 1024;

/**
 * The attributes of a new object, from the headers of the request or the fields of the form.
 * @throws OssError `InvalidArgument`, `InvalidTag`; `AccessDenied` for tags or a public ACL that are not allowed
 */
export function readAttributes(exchange: Exchange): ObjectAttributes {
  const { headers, bucket } = exchange;
  const kept: Record<string, string> = {};
  let metadataBytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-oss-meta-')) metadataBytes += name.length + value.length;
    else if (!KEPT_HEADERS.includes(name)) continue;
    kept[name] = value;
  }
  if (metadataBytes > MAX_USER_METADATA_BYTES) {
    throw invalidArgument(
      'x-oss-meta-*',
      `${metadataBytes} bytes`,
      `User metadata must not exceed ${MAX_USER_METADATA_BYTES} bytes.`,
    );
  }
  kept['content-type'] ??= 'application/octet-stream';
  return {
    headers: kept,
    storageClass:
      readStorageClass(headers['x-oss-storage-class']) ?? bucket.options.storageClass ?? 'Standard',
    encryption: readEncryption(headers, bucket),
    acl: readAcl(exchange),
    tags: readTags(exchange),
  };
}

/** @throws OssError `InvalidArgument`, `AccessDenied` */
export function readAcl({ headers, bucket }: Exchange): ObjectAcl | undefined {
  const value = headers['x-oss-object-acl'];
  if (value === undefined) return undefined;
  const acl = OBJECT_ACLS.find((name) => name === value);
  if (!acl) {
    throw invalidArgument(
      'x-oss-object-acl',
      value,
      `x-oss-object-acl must be one of ${OBJECT_ACLS.join(', ')}.`,
    );
  }
  assertNotPublic(acl, bucket.options, 'object');
  return acl;
}

/** @throws OssError `InvalidTag`, `AccessDenied` */
export function readTags(exchange: Exchange): Tag[] | undefined {
  const header = exchange.headers['x-oss-tagging'];
  if (!header) return undefined;
  const { bucket, key } = exchange;
  exchange.authorize({ action: 'oss:PutObjectTagging', bucket: bucket.name, key });
  return parseTagHeader(header);
}

function readStorageClass(value: string | undefined): StorageClass | undefined {
  if (value === undefined) return undefined;
  const known = STORAGE_CLASSES.find((name) => name === value);
  if (known) return known;
  throw invalidArgument(
    'x-oss-storage-class',
    value,
    `The storage class must be one of ${STORAGE_CLASSES.join(', ')}.`,
  );
}

const ALGORITHMS: readonly string[] = limits.oss.ENCRYPTION_ALGORITHMS;

function readEncryption(headers: Record<string, string>, bucket: Bucket): Encryption | undefined {
  const algorithm = headers['x-oss-server-side-encryption'];
  if (algorithm === undefined) {
    const preset = bucket.options.encryption;
    return preset && { algorithm: preset.algorithm, keyId: preset.kmsKeyId };
  }
  if (!ALGORITHMS.includes(algorithm)) {
    throw invalidArgument(
      'x-oss-server-side-encryption',
      algorithm,
      `The encryption algorithm must be one of ${ALGORITHMS.join(', ')}.`,
    );
  }
  return { algorithm, keyId: headers['x-oss-server-side-encryption-key-id'] };
}

/** Nothing for an object whose checksum is not known. */
export const crcHeader = ({ crc64 }: { crc64: string }): Record<string, string> =>
  crc64 === '' ? {} : { 'x-oss-hash-crc64ecma': crc64 };

export function encryptionHeaders(encryption: Encryption | undefined): Record<string, string> {
  if (!encryption) return {};
  return {
    'x-oss-server-side-encryption': encryption.algorithm,
    ...(encryption.keyId && { 'x-oss-server-side-encryption-key-id': encryption.keyId }),
  };
}
