import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { receiveZip, unpackZip, type ZipSource } from './code-package';
import { removeTree } from './tree';

/** The unpacked code of one function, as long as it needs it. */
export interface Code {
  readonly directory: string;
  /** To be called once. The directory goes with the last function that has it. */
  release(): Promise<void>;
}

interface Unpacked {
  directory: string;
  /** Rejects when the zip cannot be unpacked. */
  done: Promise<void>;
  users: number;
}

/** Unpacks the code of functions. Those with the same zip, as one stack has several, share one read-only directory. */
export class CodeStore {
  private readonly unpacked = new Map<string, Unpacked>();

  constructor(private readonly folder: string) {}

  /** @throws FcError as `unpackCode` does */
  async take(source: ZipSource): Promise<Code> {
    const directory = path.join(this.folder, randomUUID());
    const file = `${directory}.zip`;
    try {
      const hash = await receiveZip(source, file);
      const found = this.unpacked.get(hash) ?? { directory, done: unpackZip(file, directory), users: 0 };
      this.unpacked.set(hash, found);
      found.users += 1;
      const release = () => this.release(hash, found);
      await found.done.catch(async (error: unknown) => {
        await release();
        throw error;
      });
      return { directory: found.directory, release };
    } finally {
      await rm(file, { force: true });
    }
  }

  private async release(hash: string, unpacked: Unpacked): Promise<void> {
    unpacked.users -= 1;
    if (unpacked.users > 0) return;
    this.unpacked.delete(hash);
    await removeTree(unpacked.directory);
  }
}
