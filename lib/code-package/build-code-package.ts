import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { bundle } from './bundle';
import { CodePackageError } from './code-package-error';
import { readTree } from './read-tree';
import { type PackedFile, zip } from './zip';

export { CodePackageError };

/** A zip file that Function Compute runs. */
export interface CodePackage {
  /** Absolute path of the zip file. */
  path: string;
  /** Of the zip file, in hexadecimal. */
  sha256: string;
  bytes: number;
}

export interface CodePackageOptions {
  /** Module that exports `handler`. @default - the extract function of this project */
  entry?: string;
  /** Directory with mediainfo as shipped. @default - that of this project */
  mediainfo?: string;
}

/** Changes when the form of the zip changes though its files do not. */
const FORMAT = 1;

/** Identifies what goes into the package: same inputs, same zip. */
function inputHash(files: PackedFile[]): string {
  const hash = createHash('sha256').update(`format ${FORMAT}\n`);
  for (const { path, mode, content } of files) {
    hash.update(`${JSON.stringify(path)} ${mode} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The package that an earlier run made from the same inputs. Its name tells its own hash, so that damage is noticed. */
function findCached(directory: string, inputs: string): CodePackage | undefined {
  for (const name of readdirSync(directory)) {
    const sha256 = name.startsWith(`${inputs}-`) ? name.slice(inputs.length + 1, -'.zip'.length) : undefined;
    if (sha256 !== undefined) {
      const path = join(directory, name);
      const content = readFileSync(path);
      if (sha256Of(content) === sha256) {
        return { path, sha256, bytes: content.length };
      }
    }
  }
  return undefined;
}

/**
 * Bundles the function and zips it with mediainfo. The same commit gives the same bytes on every machine and at any
 * time. Compression takes most of the time, so a package is kept in `directory` and found there by its inputs.
 * @param directory where packages are kept; made when missing
 * @throws CodePackageError when there is nothing to bundle or no mediainfo to ship
 */
export function buildCodePackage(
  directory = join(PROJECT_ROOT, '.cache', 'code-package'),
  {
    entry = join(PROJECT_ROOT, 'functions', 'extract', 'index.ts'),
    mediainfo = join(PROJECT_ROOT, 'assets', 'mediainfo'),
  }: CodePackageOptions = {},
): CodePackage {
  const files = [...bundle(entry), ...readTree(mediainfo, 'mediainfo')];
  const inputs = inputHash(files);
  mkdirSync(directory, { recursive: true });
  const cached = findCached(directory, inputs);
  if (cached) {
    return cached;
  }
  const content = zip(files);
  const sha256 = sha256Of(content);
  const path = join(directory, `${inputs}-${sha256}.zip`);
  // Under its name only when it is whole: another process may be looking for it.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
  return { path, sha256, bytes: content.length };
}
