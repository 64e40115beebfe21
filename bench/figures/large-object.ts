import { setTimeout as delay } from 'node:timers/promises';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { upload } from '../../cli/upload/upload';
import type { CorpusFile } from '../corpus/make-corpus';
import { type LocalProcess, startLocalProcess } from './local-process';

export interface LargeObjectFigures {
  bytes: number;
  uploadSeconds: number;
  /** From the end of the upload to the row. */
  describeSeconds: number;
  /** Time to read the whole object. */
  readSeconds: number;
  status: string;
  /** Memory of all processes of the stand-in together, from the deployment to the end. */
  peakMB: number;
}

/** A row is written within a second after its object. If it takes this long, something is wrong. */
const ROW_TIMEOUT_MS = 60_000;

async function waitForRow({ connection }: LocalProcess, key: string): Promise<string> {
  const client = tablestoreClient(connection);
  for (const end = performance.now() + ROW_TIMEOUT_MS; performance.now() < end; ) {
    const row = await readRow(client, connection, key);
    if (row) return String(row.columns['Status'] ?? '');
    await delay(50);
  }
  throw new Error(`'${key}' must have a row ${ROW_TIMEOUT_MS / 1000} s after its upload.`);
}

/** Uploads a file in parts to a new stand-in, waits for its row, and reads the whole object. */
export async function largeObject({ key, path, size }: CorpusFile): Promise<LargeObjectFigures> {
  const local = await startLocalProcess();
  try {
    const client = ossClient(local.connection);
    const seconds = async (work: () => Promise<void>): Promise<number> => {
      const start = performance.now();
      await work();
      return (performance.now() - start) / 1000;
    };
    let status = '';
    let read = 0;
    const uploadSeconds = await seconds(() => upload(client, { key, path, size }));
    const describeSeconds = await seconds(async () => {
      status = await waitForRow(local, key);
    });
    const readSeconds = await seconds(async () => {
      const { stream } = await client.getStream(key);
      for await (const chunk of stream as AsyncIterable<Buffer>) read += chunk.length;
    });
    if (read !== size) throw new Error(`'${key}' must be read whole, ${read} of ${size} bytes given.`);
    return { bytes: size, uploadSeconds, describeSeconds, readSeconds, status, peakMB: local.peakMB() };
  } finally {
    await local.close();
  }
}
