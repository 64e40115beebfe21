import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import { InputError } from '../../cli/upload/inputs';
import { upload } from '../../cli/upload/upload';

const MEBIBYTE = 1024 * 1024;

describe('An upload', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'upload-'));
    path = join(folder, 'film.mp4');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (size: number) => {
    writeFileSync(path, '');
    truncateSync(path, size);
    return { path, key: 'film.mp4', size };
  };

  const failure = (status: number, code: string) => Object.assign(new Error(code), { status, code });

  it('is made again after faults that pass', async () => {
    const errors = [
      failure(-1, 'ConnectionError'),
      failure(503, 'ServiceUnavailable'),
      failure(-2, 'ResponseError'),
    ];
    const put = jest.fn(async () => {
      const error = errors.shift();
      if (error) throw error;
    });

    await upload({ put } as unknown as OSS, file(10));

    expect(put).toHaveBeenCalledTimes(4);
  });

  it('ends with a refusal', async () => {
    const put = jest.fn(async () => {
      throw failure(403, 'AccessDenied');
    });

    await expect(upload({ put } as unknown as OSS, file(10))).rejects.toThrow('AccessDenied');
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('goes on from the part that it came to, and tells how far it is', async () => {
    const reached = { uploadId: 'u', doneParts: [] };
    const fractions: number[] = [];
    const multipartUpload = jest.fn(
      async (_key: string, _path: string, options: OSS.MultipartUploadOptions) => {
        await options.progress?.(options.checkpoint ? 1 : 0.5, reached as unknown as OSS.Checkpoint);
        if (!options.checkpoint) throw failure(500, 'InternalError');
      },
    );

    await upload({ multipartUpload } as unknown as OSS, file(25 * MEBIBYTE), {
      onProgress: (fraction) => fractions.push(fraction),
    });

    expect(multipartUpload.mock.calls[1]![2]).toMatchObject({ checkpoint: reached, partSize: 10 * MEBIBYTE });
    expect(fractions).toEqual([0.5, 1]);
  });

  it('is done when only the answer to its completion was lost', async () => {
    const size = 25 * MEBIBYTE;
    const multipartUpload = jest.fn(async () => {
      throw failure(404, 'NoSuchUpload');
    });
    const head = jest.fn(async () => ({ res: { headers: { 'content-length': String(size) } } }));

    await upload({ multipartUpload, head } as unknown as OSS, file(size));

    expect(multipartUpload).toHaveBeenCalledTimes(1);
  });

  it('ends when the file gets shorter, though the client waits for the rest', async () => {
    const input = file(25 * MEBIBYTE);
    const multipartUpload = () => {
      truncateSync(path, 7);
      return new Promise(() => undefined);
    };

    const ended = upload({ multipartUpload } as unknown as OSS, input);

    await expect(ended).rejects.toThrow(InputError);
    await expect(ended).rejects.toThrow(
      `'${path}' changed while it was uploaded: it had ${25 * MEBIBYTE} bytes, now it has 7.`,
    );
  });
});
