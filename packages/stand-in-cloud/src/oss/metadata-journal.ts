import { existsSync, readdirSync } from 'node:fs';
import { type OnNotice, otherFormat } from '../storage/errors';
import { RecordFile } from '../storage/record-file';
import type { OutboxChange, PendingEvent } from './outbox';
import type { ObjectRecord, PartRecord, UploadRecord } from './records';
import type { BucketOptions } from './service';

/** A change of buckets; null means removed. The events that it causes are in the same record: both or neither. */
export type StateChange = (
  | { bucket: string; record: { created: number; options: BucketOptions } | null }
  | { bucket: string; key: string; object: ObjectRecord | null }
  | { bucket: string; upload: string; begun: UploadRecord | null }
  | { bucket: string; upload: string; number: number; part: PartRecord }
) & { events?: PendingEvent[] };

export type MetadataChange = StateChange | OutboxChange;

/**
 * The metadata on disk: one record of JSON per change, written before the client is answered. It survives the end of
 * the process.
 */
export class MetadataJournal {
  private isClosed = false;

  private constructor(
    private readonly file: RecordFile,
    private readonly snapshot: () => Iterable<MetadataChange>,
  ) {}

  /**
   * Replays the journal at `path`, then replaces it by one that has only the changes of `snapshot`.
   * @throws DamagedDataError; DataDirectoryError for another format
   */
  static open(
    paths: { journal: string; oldJournal: string; blobs: string },
    onNotice: OnNotice,
    replay: (change: MetadataChange) => void,
    snapshot: () => Iterable<MetadataChange>,
  ): MetadataJournal {
    if (existsSync(paths.oldJournal)) throw otherFormat(`'${paths.oldJournal}'`);
    const file = RecordFile.open(paths.journal, {
      replay: (payload) => replay(JSON.parse(payload.toString('utf8')) as MetadataChange),
      onNotice,
      // Bytes of objects are only written when there is a journal.
      mustExist: readdirSync(paths.blobs).length > 0,
    });
    const journal = new MetadataJournal(file, snapshot);
    journal.rewrite();
    return journal;
  }

  /** False when the end of a process cut the last change short. */
  get wasWhole(): boolean {
    return this.file.wasWhole;
  }

  append(change: MetadataChange): void {
    this.file.append(encode(change));
  }

  /** To be called when the change of the last record is in what `snapshot` gives. */
  tidy(): void {
    if (this.file.wantsRewrite) this.rewrite();
  }

  get closed(): boolean {
    return this.isClosed;
  }

  close(): void {
    if (!this.isClosed) this.file.close();
    this.isClosed = true;
  }

  private rewrite(): void {
    const { snapshot } = this;
    this.file.rewrite(
      (function* () {
        for (const change of snapshot()) yield encode(change);
      })(),
    );
  }
}

const encode = (change: MetadataChange): Buffer => Buffer.from(JSON.stringify(change));
