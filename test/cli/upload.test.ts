import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import { InputError } from '../../cli/upload/inputs';
import { timeoutOf } from '../../cli/upload/request-time';
import { UploadInterruptedError, upload } from '../../cli/upload/upload';

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
    const reached = { uploadId: 'u', doneParts: [{ number: 1, etag: 'e' }] };
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
    expect(fractions).toEqual([0.4, 0.4, 1]);
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

  it('that is interrupted ends at once, is not tried again, and takes its parts away', async () => {
    const interruption = new AbortController();
    const client = {
      multipartUpload: jest.fn(async (_key: string, _path: string, options: OSS.MultipartUploadOptions) => {
        await options.progress?.(0, { uploadId: 'u', doneParts: [] } as unknown as OSS.Checkpoint);
        interruption.abort();
        await new Promise((_, reject) => {
          client.cancel.mockImplementation(() => reject(failure(-1, 'cancelled')));
        });
      }),
      cancel: jest.fn(),
      abortMultipartUpload: jest.fn(async () => undefined),
    };

    const ended = upload(client as unknown as OSS, file(25 * MEBIBYTE), { signal: interruption.signal });

    await expect(ended).rejects.toThrow(UploadInterruptedError);
    expect(client.multipartUpload).toHaveBeenCalledTimes(1);
    expect(client.abortMultipartUpload).toHaveBeenCalledWith('film.mp4', 'u', expect.anything());
  });

  it('is not begun once it has been interrupted', async () => {
    const put = jest.fn();
    const ended = upload({ put } as unknown as OSS, file(10), { signal: AbortSignal.abort() });

    await expect(ended).rejects.toThrow(UploadInterruptedError);
    expect(put).not.toHaveBeenCalled();
  });

  it('waits for a service that says nothing only once more', async () => {
    const put = jest.fn(async () => {
      throw failure(-2, 'ResponseTimeoutError');
    });

    await expect(upload({ put } as unknown as OSS, file(10))).rejects.toThrow('ResponseTimeoutError');
    expect(put).toHaveBeenCalledTimes(2);
  });

  it('may take longer the more there is to send', () => {
    expect(timeoutOf(0)).toBe(60_000);
    expect(timeoutOf(20_000, 1_000)).toBe(2_000);
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
