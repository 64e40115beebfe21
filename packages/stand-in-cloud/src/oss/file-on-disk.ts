import { createHash } from 'node:crypto';
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { OssError } from './errors';
import type { Exchange } from './exchange';
import type { Content } from './records';

/**
 * Ours, no header of the service: names a file of this machine, percent-encoded, that becomes the object in place of the
 * body. Only the account's own key may use it, and only who sees the same file: see {@link FILE_ID_HEADER}.
 */
export const FILE_HEADER = 'x-oss-stand-in-file';

/** `DEVICE:INODE:SIZE:MTIME`, the time of change in whole milliseconds, as the client sees the file. */
export const FILE_ID_HEADER = 'x-oss-stand-in-file-id';

/** So says the answer how the object has its bytes: `cloned` (a reflink) or `linked` (read where the file lies). */
export const FILE_RESULT_HEADER = 'x-oss-stand-in-file';

/** Bytes of a part, as clients upload large files; decides what the made-up ETag ends with. */
const PART_BYTES = 10 * 1024 * 1024;

/**
 * The file that a request names as the content of its object; undefined when it names none. The content's blob is held
 * for the caller, who releases it.
 * @throws OssError `AccessDenied`; `InvalidArgument` for a file that is not there, or not the one that the client sees
 */
export async function fileOnDisk({
  headers,
  principal,
  store,
}: Exchange): Promise<{ content: Content; how: 'cloned' | 'linked' } | undefined> {
  const encoded = headers[FILE_HEADER];
  if (encoded === undefined) return undefined;
  if (principal?.kind !== 'root') {
    throw new OssError('AccessDenied', { message: `Only the account's own key may use ${FILE_HEADER}.` });
  }
  const path = decoded(encoded);
  const stat = statOf(path);
  if (!stat?.isFile() || idOf(stat) !== headers[FILE_ID_HEADER] || !isReadable(path)) {
    throw new OssError('InvalidArgument', {
      message: `'${path}' is not the file that the client sees, or cannot be read here.`,
      elements: { ArgumentName: FILE_HEADER, ArgumentValue: encoded },
    });
  }
  const { blob, how } = await store.blobs.adopt(path);
  return { content: contentOf(stat, path, blob), how };
}

/** The ETag is made up, in the form of a multipart upload's, which tells nothing of the bytes either. */
function contentOf({ size, mtimeMs }: Stats, path: string, blob: string): Content {
  const digest = createHash('md5').update(`${path}\0${size}\0${mtimeMs}`).digest('hex').toUpperCase();
  const etag = `${digest}-${Math.max(1, Math.ceil(size / PART_BYTES))}`;
  return { segments: [{ blob, offset: 0, length: size }], size, etag, crc64: '' };
}

const idOf = ({ dev, ino, size, mtimeMs }: Stats): string => [dev, ino, size, Math.floor(mtimeMs)].join(':');

/** What is no percent-encoding is taken as it stands. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Undefined too where the path may not be followed, is too long, goes round in links or is none. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
