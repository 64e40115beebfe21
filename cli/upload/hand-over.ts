import { statSync } from 'node:fs';
import type OSS from 'ali-oss';
import type { Input } from './inputs';

/**
 * Smaller files are uploaded as any client would, in a second or two; from here on, copying takes time and space that a
 * person notices.
 */
const LARGE_BYTES = 256 * 1024 * 1024;

/** Whether a cloud on this machine is asked to take the file without a copy. */
export const isLarge = ({ size }: Input): boolean => size > LARGE_BYTES;

/** Of the stand-in cloud: the file to take, and how this process sees it. See its README. */
const FILE_HEADER = 'x-oss-stand-in-file';
const FILE_ID_HEADER = 'x-oss-stand-in-file-id';

/** What a service says that does not know the header, does not see the file, or may not take it from this key. */
const REFUSALS = ['NotImplemented', 'InvalidArgument', 'AccessDenied'];

/**
 * Has a stand-in cloud on this machine take a large file as it lies there, without copying it.
 * @returns `cloned` where the file system shares the blocks; `linked` where the file is read in place, and so must stay;
 * undefined where it has to be uploaded
 */
export async function handOver(client: OSS, input: Input): Promise<'cloned' | 'linked' | undefined> {
  // A header cannot name a path that is no UTF-8, and the text for people may be the path of another file.
  if (!isLarge(input) || input.bytes) return undefined;
  const stat = statSync(input.path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const { dev, ino, size, mtimeMs } = stat;
  const headers = {
    [FILE_HEADER]: encodeURIComponent(input.path),
    [FILE_ID_HEADER]: [dev, ino, size, Math.floor(mtimeMs)].join(':'),
  };
  try {
    const { res } = await client.put(input.key, Buffer.alloc(0), { headers });
    return (res.headers as Record<string, string>)[FILE_HEADER] === 'cloned' ? 'cloned' : 'linked';
  } catch (error) {
    if (REFUSALS.includes(String((error as { code?: unknown }).code))) return undefined;
    throw error;
  }
}
