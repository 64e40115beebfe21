import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { bundle } from './bundle';
import { cacheDirectory } from './cache-directory';
import { checkAssets } from './check-assets';
import { CodePackageError } from './code-package-error';
import type { CodeZip } from './code-zip';
import { deflate } from './deflate';
import { readTree } from './read-tree';
import { removeOld } from './remove-old';
import { writeWhole } from './write-whole';
import { zip } from './zip';

/** A zip file named after its hash. It may have existed before. */
export interface CodePackage extends CodeZip {
  bytes: number;
  /** Version of the MediaInfo inside. */
  mediaInfoVersion: string;
}

const FUNCTION = join(PROJECT_ROOT, 'functions', 'extract');

/** The modules of this project's package by the names of their bundles. */
const OWN_ENTRIES = {
  index: join(FUNCTION, 'index.ts'),
  // The function does not load it: `media show --as` runs it.
  'convert-report': join(FUNCTION, 'convert-report.ts'),
  // Loaded when `media doctor` asks for it, so that a cold start does not read it.
  'check-itself': join(FUNCTION, 'check-itself.ts'),
  // Loaded when the timer fires.
  'sweep-slice': join(FUNCTION, 'sweep-slice.ts'),
};

export interface CodePackageOptions {
  /** Module that exports `handler`. @default - this project's function, and the program that converts reports */
  entry?: string;
  /**
   * Directory with the folders `mediainfo/` and `object-file/`, which are packed beside the bundle.
   * @default - the project's assets
   */
  assets?: string;
  /** Directory that keeps compressed files for the next time. @default - in the project's `.cache`, or the user's */
  cache?: string;
}

/**
 * Bundles the function and zips it with mediainfo into `directory`. The same commit gives the same bytes on
 * every machine and at any time. It takes some seconds the first time, and 0.3 s when mediainfo is in the
 * cache.
 * @throws CodePackageError when the module or mediainfo is missing, or when mediainfo is not as recorded
 */
export function buildCodePackage(
  directory = join(cacheDirectory(), 'code-package'),
  {
    entry,
    assets = join(PROJECT_ROOT, 'assets'),
    cache = join(cacheDirectory(), 'deflated'),
  }: CodePackageOptions = {},
): CodePackage {
  const shipped = [
    ...readTree(join(assets, 'mediainfo'), 'mediainfo'),
    // Only the library that runs. Its sources are in the repository.
    ...readTree(join(assets, 'object-file'), 'object-file').filter(({ path }) => path.endsWith('.so')),
  ];
  const mediaInfoVersion = checkAssets(
    shipped,
    readHash(join(assets, 'object-file', 'object-file.so.sha256')),
  );
  const content = zip([...bundle(entry ? { index: entry } : OWN_ENTRIES), ...shipped], (bytes) =>
    deflate(bytes, cache),
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  const path = join(directory, `${sha256}.zip`);
  mkdirSync(directory, { recursive: true });
  writeWhole(path, content);
  removeOld(directory, /^[0-9a-f]{64}\.zip(\..+)?$/, basename(path));
  return { path, sha256, bytes: content.length, mediaInfoVersion };
}

/** The hash in a file that `sha256sum` wrote. */
function readHash(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(' ', 1)[0]!;
  } catch (error) {
    throw new CodePackageError(`Code package: '${path}' must be there (${(error as Error).message}).`);
  }
}
