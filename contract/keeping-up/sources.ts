import type { RowState } from '../row';

/** An object as a list of the bucket tells it. */
export interface ListedObject {
  key: string;
  /** Without quotes. */
  etag: string;
  /** Bytes. */
  size: number;
  /** ISO 8601. */
  lastModified: string;
  storageClass?: string;
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  objectType?: string;
}

/** A row as a range of the table tells it. */
export interface StoredRow {
  /** The value of the primary-key column `ObjectKey`. */
  rowKey: string;
  /** The object's full key. */
  key: string;
  state: RowState;
}

export interface Range {
  /** Only keys that begin with this. */
  prefix: string;
  /** Only what comes after this key, in the order of bytes. Empty: from the beginning. */
  after: string;
}

/** Both sides of one bucket, in pages of any size, each in the order of the bytes of `key` and of `rowKey`. */
export interface Sources {
  bucket: string;
  objects(range: Range): AsyncIterable<ListedObject[]>;
  /**
   * Rows of this bucket alone, of which a few up to `after` may be among them when that is a long key. Those whose row key is not that of their key are left
   * out: nothing can be said of them.
   */
  rows(range: Range): AsyncIterable<StoredRow[]>;
}

/** An object, its row, or both. */
export interface Pair {
  key: string;
  object?: ListedObject;
  row?: StoredRow;
}

/** Pairs that were found together. */
export interface Pairs {
  pairs: Pair[];
  /** Up to this key everything stands in earlier pages. */
  before: string;
  /** Up to this key everything stands in this page and earlier ones. */
  after: string;
  /** False for pairs in another order than that of their keys: then only the whole page can be called done. */
  inOrder: boolean;
}
