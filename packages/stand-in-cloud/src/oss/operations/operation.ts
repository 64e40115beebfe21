import type { Exchange, OssAnswer } from '../exchange';

/** One operation of the service: its requests, the right it needs, and what it does. */
export interface OssOperation {
  name: string;
  method: string;
  target: 'service' | 'bucket' | 'object';
  /** Query parameters that make a request this operation; all must be there. */
  marks?: readonly string[];
  /** Header that makes a request this operation. */
  markHeader?: string;
  /** Further query parameters it understands; any other is refused by name. */
  parameters?: readonly string[];
  /** Further `x-oss-` headers it understands; any other is refused by name. */
  headers?: readonly string[];
  /** RAM action that is checked on the target before; absent when the operation checks by itself. */
  action?: string;
  run(exchange: Exchange): OssAnswer | Promise<OssAnswer>;
}

/** Headers of requests that make an object. */
export const OBJECT_HEADERS = [
  'x-oss-storage-class',
  'x-oss-server-side-encryption',
  'x-oss-server-side-encryption-key-id',
  'x-oss-object-acl',
  'x-oss-forbid-overwrite',
  'x-oss-tagging',
] as const;
