import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, type Facts, Finding } from './check';

const MIB = 1024 * 1024;

/** What file systems call themselves in `statfs` (linux/magic.h), as far as `/tmp` may be one of them. */
const KINDS: Record<number, string> = {
  61267: 'ext4',
  16914836: 'tmpfs',
  1481003842: 'xfs',
  2035054128: 'overlay',
  2435016766: 'btrfs',
  16914839: '9p',
  1702057286: 'fuse',
  1650812274: 'ramfs',
};

/** The bytes received of an object lie here: twice the blocks of an ordinary film, and room for several objects. */
const NEEDED_MB = 64;

/** Where received bytes lie: of which kind it is, how much room there is, and that it takes and gives back bytes. */
export const temporaryDirectory: Check = () => {
  const path = tmpdir();
  const { type, bsize, blocks, bavail } = statfsSync(path);
  const facts = {
    kind: KINDS[type] ?? `0x${type.toString(16)}`,
    sizeMB: Math.round((blocks * bsize) / MIB),
    freeMB: Math.round((bavail * bsize) / MIB),
  };
  if (facts.freeMB < NEEDED_MB) {
    throw new Finding(`${NEEDED_MB} MB must be free in the temporary directory, ${facts.freeMB} are.`, facts);
  }
  const bytes = randomBytes(MIB);
  withFile((file) => {
    writeSync(file, bytes, 0, bytes.length, 0);
    if (!read(file, bytes.length, 0).equals(bytes)) {
      throw new Finding('The temporary directory gives back other bytes than it was given.', facts);
    }
  }, facts);
  return facts;
};

const TEBIBYTE = 1024 ** 4;

/** A file of 1 TB with one block in it, as a reader of very large objects would use it. */
export const sparseFile: Check = () => {
  const facts: Facts = { sizeGB: TEBIBYTE / 1024 ** 3 };
  const mark = Buffer.from('the end');
  withFile((file) => {
    ftruncateSync(file, TEBIBYTE);
    writeSync(file, mark, 0, mark.length, TEBIBYTE - mark.length);
    const { size, blocks } = fstatSync(file);
    facts['usedKB'] = (blocks * 512) / 1024;
    if (size !== TEBIBYTE || !read(file, mark.length, TEBIBYTE - mark.length).equals(mark)) {
      throw new Finding('A sparse file of 1 TB lost its size or its end.', facts);
    }
    if (blocks * 512 > MIB) {
      throw new Finding(`A sparse file of 1 TB took ${facts['usedKB']} KB of the disk.`, facts);
    }
  }, facts);
  return facts;
};

/** A file without a name, which is gone whatever happens. */
function withFile(use: (file: number) => void, facts: Facts): void {
  const name = join(tmpdir(), `self-check-${randomBytes(12).toString('hex')}`);
  let file: number | undefined;
  try {
    file = openSync(name, 'wx+', 0o600);
    unlinkSync(name);
    use(file);
  } catch (error) {
    if (error instanceof Finding) throw error;
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw new Finding(`The temporary directory refused a file (${syscall}: ${code}).`, facts);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function read(file: number, length: number, place: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, place));
}
