import type OSS from 'ali-oss';
import type { Input } from './inputs';

/** Above this many bytes a file goes up in parts, as OSS advises for anything that may be interrupted. */
const MULTIPART_THRESHOLD = 100 * 1024 * 1024;

/** OSS takes at most 10,000 parts, so parts grow with the file; 10 MiB at least keeps requests few. */
const partSizeOf = (size: number): number => Math.max(10 * 1024 * 1024, Math.ceil(size / 10_000));

/** Uploads one file. `onProgress` is told the fraction that has arrived. */
export async function upload(
  client: OSS,
  input: Input,
  onProgress?: (fraction: number) => void,
): Promise<void> {
  if (input.size <= MULTIPART_THRESHOLD) {
    await client.put(input.key, input.path);
    onProgress?.(1);
    return;
  }
  await client.multipartUpload(input.key, input.path, {
    partSize: partSizeOf(input.size),
    progress: async (fraction: number) => onProgress?.(fraction),
  });
}
