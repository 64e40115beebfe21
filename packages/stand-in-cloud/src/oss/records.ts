import { limits } from 'ros-template-check';
import type { KeyIndex } from './key-index';
import type { BucketOptions } from './service';

/** A piece of a blob. */
export interface Segment {
  blob: string;
  offset: number;
  length: number;
}

export const STORAGE_CLASSES = [...limits.oss.STORAGE_CLASSES, 'DeepColdArchive'] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

export interface Encryption {
  algorithm: string;
  keyId?: string;
}

export const OBJECT_ACLS = ['default', ...limits.oss.BUCKET_ACLS] as const;
export type ObjectAcl = (typeof OBJECT_ACLS)[number];

export interface Tag {
  key: string;
  value: string;
}

/** What a client says about an object besides its bytes. */
export interface ObjectAttributes {
  /** `content-type`, `cache-control`… and `x-oss-meta-*`, one character per byte, as received. */
  headers: Record<string, string>;
  storageClass: StorageClass;
  encryption?: Encryption;
  /** Who may reach it without a signature. @default as the bucket says */
  acl?: ObjectAcl;
  tags?: Tag[];
}

/** Bytes with the checksums that the service reports. */
export interface Content {
  segments: Segment[];
  size: number;
  /** Without quotation marks. */
  etag: string;
  /** Empty where it is not known: of a file that was never read. */
  crc64: string;
  /** Base64; only when the bytes came in one request. */
  md5?: string;
}

export interface ObjectRecord extends Content, ObjectAttributes {
  type: 'Normal' | 'Multipart' | 'Appendable' | 'Symlink';
  /** Milliseconds, whole seconds. */
  lastModified: number;
  /** Key that a symbolic link points to. */
  target?: string;
  /** When the restored copy can be read, and when it expires, in milliseconds. */
  restore?: { readyAt: number; expiresAt: number };
}

export interface PartRecord extends Content {
  lastModified: number;
}

export interface UploadRecord {
  id: string;
  key: string;
  initiated: number;
  attributes: ObjectAttributes;
}

export interface Upload extends UploadRecord {
  parts: Map<number, PartRecord>;
}

export interface Bucket {
  name: string;
  created: number;
  options: BucketOptions;
  objects: Map<string, ObjectRecord>;
  index: KeyIndex;
  uploads: Map<string, Upload>;
}
