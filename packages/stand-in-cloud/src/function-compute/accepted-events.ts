import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { OnNotice } from '../storage/errors';
import { RecordFile } from '../storage/record-file';
import type { AsyncEvent } from './async-queue';

/** An asynchronous invocation as its caller gave it. */
export type AcceptedEvent = Pick<
  AsyncEvent,
  'requestId' | 'service' | 'qualifier' | 'fn' | 'payload' | 'acceptedAt'
>;

const record = z.union([
  z.strictObject({
    requestId: z.string(),
    service: z.string().optional(),
    qualifier: z.string().optional(),
    fn: z.string(),
    /** Base64. */
    payload: z.string(),
    acceptedAt: z.number(),
  }),
  z.strictObject({ ended: z.string() }),
]);

/**
 * The asynchronous invocations that were accepted and have not ended. With a directory they are on disk before their
 * callers are answered, and a later process finds those that this one does not bring to an end.
 */
export class AcceptedEvents {
  private readonly open = new Map<string, AcceptedEvent>();
  /** Request ids of an earlier process whose functions may not exist yet. */
  private readonly inherited: Set<string>;
  private readonly file: RecordFile | undefined;
  private isClosed = false;

  /** @throws DamagedDataError; DataDirectoryError for another format */
  constructor(directory: string | undefined, onNotice: OnNotice) {
    if (directory !== undefined) {
      mkdirSync(directory, { recursive: true });
      const replay = (payload: Buffer) => this.replay(payload);
      this.file = RecordFile.open(path.join(directory, 'invocations.journal'), { replay, onNotice });
      this.file.rewrite(this.payloads());
    }
    this.inherited = new Set(this.open.keys());
  }

  accept(event: AcceptedEvent): void {
    this.file?.append(encode(event));
    this.open.set(event.requestId, event);
  }

  ended(requestId: string): void {
    // An invocation that ends because everything is closed is run again by a later process.
    if (this.isClosed || !this.open.delete(requestId)) return;
    this.file?.append(Buffer.from(JSON.stringify({ ended: requestId })));
    if (this.file?.wantsRewrite) this.file.rewrite(this.payloads());
  }

  /** Those of an earlier process that `isMeant`, each once. */
  takeInherited(isMeant: (event: AcceptedEvent) => boolean): AcceptedEvent[] {
    const taken = [...this.inherited].map((id) => this.open.get(id)!).filter(isMeant);
    for (const { requestId } of taken) this.inherited.delete(requestId);
    return taken;
  }

  close(): void {
    if (!this.isClosed) this.file?.close();
    this.isClosed = true;
  }

  private replay(payload: Buffer): void {
    const read = record.parse(JSON.parse(payload.toString('utf8')));
    if ('ended' in read) this.open.delete(read.ended);
    else this.open.set(read.requestId, { ...read, payload: Buffer.from(read.payload, 'base64') });
  }

  private *payloads(): Generator<Buffer> {
    for (const event of this.open.values()) yield encode(event);
  }
}

function encode({ requestId, service, qualifier, fn, payload, acceptedAt }: AcceptedEvent): Buffer {
  const text = payload.toString('base64');
  return Buffer.from(JSON.stringify({ requestId, service, qualifier, fn, payload: text, acceptedAt }));
}
