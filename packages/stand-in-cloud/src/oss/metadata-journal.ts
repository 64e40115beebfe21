import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { ObjectRecord, PartRecord, UploadRecord } from './records';
import type { BucketOptions } from './service';

/** One change of state; null means removed. */
export type MetadataChange =
  | { bucket: string; record: { created: number; options: BucketOptions } | null }
  | { bucket: string; key: string; object: ObjectRecord | null }
  | { bucket: string; upload: string; begun: UploadRecord | null }
  | { bucket: string; upload: string; number: number; part: PartRecord };

/**
 * The metadata on disk: one JSON line per change, written before the client is answered. It survives the end of the
 * process. It is not flushed, so a power cut may lose changes.
 */
export class MetadataJournal {
  private constructor(private readonly file: number) {}

  /**
   * Replays the journal at `path`, then replaces it by a new one that has only the changes of `snapshot`.
   * @throws Error when a line other than the last is damaged
   */
  static open(
    path: string,
    replay: (change: MetadataChange) => void,
    snapshot: () => Iterable<MetadataChange>,
  ): MetadataJournal {
    if (existsSync(path)) {
      const lines = readFileSync(path, 'utf8').split('\n');
      // Text after the last line break is a change that a crash interrupted: its client got no answer.
      lines.pop();
      for (const [at, line] of lines.entries()) {
        try {
          replay(JSON.parse(line) as MetadataChange);
        } catch (error) {
          throw new Error(`${path}, line ${at + 1}, cannot be replayed: ${(error as Error).message}`);
        }
      }
    }
    const fresh = `${path}.new`;
    const journal = new MetadataJournal(openSync(fresh, 'w'));
    for (const change of snapshot()) journal.append(change);
    renameSync(fresh, path);
    return journal;
  }

  append(change: MetadataChange): void {
    writeSync(this.file, `${JSON.stringify(change)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}
