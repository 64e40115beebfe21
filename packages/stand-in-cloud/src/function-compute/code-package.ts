import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FcError } from './errors';
import { makeTreeReadOnly, removeTree } from './tree';

/** Largest package taken from OSS in the regions with the higher quota (the others take 100 MB). */
const MAX_ZIP_BYTES = 500 * 1024 * 1024;
/** Our choice: Function Compute publishes no limit, but a zip bomb must not fill this disk. */
const MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024;
/** Longest target of a symbolic link: a path in Linux has at most 4,096 bytes. */
const MAX_LINK_BYTES = 4096;
const FILE_TYPE = 0o170_000;
const SYMBOLIC_LINK = 0o120_000;
const UNIX = 3;
/** Mode of files from archives without Unix modes: readable, not executable. Such a program fails in production too. */
const MODELESS = 0o644;

/** A zip that is not yet on this disk. */
export interface ZipSource {
  size: number;
  stream: Readable;
}

/**
 * Unpacks a function's zip into `directory` with its Unix modes, less every write permission.
 * @throws FcError `InvalidArgument` for what is no zip, leaves its directory or is too large
 */
export async function unpackCode(source: ZipSource, directory: string): Promise<void> {
  const file = `${directory}.zip`;
  try {
    await receiveZip(source, file);
    await unpackZip(file, directory);
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * Writes a zip to a file.
 * @returns the SHA-256 of its bytes in hexadecimal
 * @throws FcError `InvalidArgument` when it is too large or does not come in whole
 */
export async function receiveZip({ size, stream }: ZipSource, file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  if (size > MAX_ZIP_BYTES) {
    stream.destroy();
    throw new FcError(
      'InvalidArgument',
      `Code package must not exceed ${MAX_ZIP_BYTES} bytes, ${size} given.`,
    );
  }
  const hash = createHash('sha256');
  stream.on('data', (chunk: Buffer) => hash.update(chunk));
  try {
    await pipeline(stream, createWriteStream(file));
  } catch (error) {
    throw invalidZip(error);
  }
  return hash.digest('hex');
}

/**
 * Unpacks a zip as {@link unpackCode} does.
 * @throws FcError `InvalidArgument` for what is no zip or leaves its directory
 */
export async function unpackZip(file: string, directory: string): Promise<void> {
  try {
    await unzip(file, directory);
    await makeTreeReadOnly(directory);
  } catch (error) {
    await removeTree(directory);
    throw error instanceof FcError ? error : invalidZip(error);
  }
}

function invalidZip(cause: unknown): FcError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new FcError('InvalidArgument', `Code package could not be unpacked: ${detail}.`, { cause });
}

async function unzip(file: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  // yauzl refuses names that are absolute, climb out of the directory or hold a backslash.
  const zip = await openPromise(file, { strictFileNames: true, autoClose: false });
  let unpacked = 0;
  try {
    const links: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MAX_UNPACKED_BYTES) {
        throw new FcError(
          'InvalidArgument',
          `Code package unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`,
        );
      }
      if (isLink(entry)) {
        links.push(entry);
      } else {
        await writeEntry(zip, entry, directory);
      }
    }
    // Links come last, so that no file can be written through one of them.
    for (const link of links) {
      await writeLink(zip, link, directory);
    }
  } finally {
    zip.close();
  }
}

async function writeEntry(zip: ZipFile, entry: Entry, directory: string): Promise<void> {
  const target = path.join(directory, entry.fileName);
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(path.dirname(target), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
  await chmod(target, modeOf(entry) & 0o777);
}

async function writeLink(zip: ZipFile, entry: Entry, directory: string): Promise<void> {
  const link = path.join(directory, entry.fileName);
  const target = await readLinkTarget(zip, entry);
  const resolved = path.resolve(path.dirname(link), target);
  if (resolved !== directory && !resolved.startsWith(directory + path.sep)) {
    throw new FcError('InvalidArgument', `Code package: link '${entry.fileName}' leaves the package.`);
  }
  await mkdir(path.dirname(link), { recursive: true });
  await symlink(target, link);
}

async function readLinkTarget(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > MAX_LINK_BYTES) {
    throw new FcError('InvalidArgument', `Code package: link '${entry.fileName}' is too long.`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isLink(entry: Entry): boolean {
  return (modeOf(entry) & FILE_TYPE) === SYMBOLIC_LINK;
}

function modeOf(entry: Entry): number {
  const mode = entry.versionMadeBy >>> 8 === UNIX ? entry.externalFileAttributes >>> 16 : 0;
  return mode === 0 ? MODELESS : mode;
}
