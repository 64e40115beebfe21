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
 * The metadata on disk: one JSON line per change, appended before the client is answered. It survives the end
 * of the process; against a power cut, which a stand-in need not outlive, it is not flushed.
 */
export class MetadataJournal {
  private constructor(private readonly file: number) {}

  /**
   * Replays the journal at `path`, then starts it anew with only what `snapshot` says is left.
   * @throws Error when a line other than the last is damaged
   */
  static open(
    path: string,
    replay: (change: MetadataChange) => void,
    snapshot: () => Iterable<MetadataChange>,
  ): MetadataJournal {
    if (existsSync(path)) {
      const lines = readFileSync(path, 'utf8').split('\n');
      // What follows the last line break is a change cut short by a crash: its client got no answer.
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
