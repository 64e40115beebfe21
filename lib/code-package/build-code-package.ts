import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { bundle } from './bundle';
import { cacheDirectory } from './cache-directory';
import type { CodeZip } from './code-zip';
import { deflate, writeWhole } from './deflate';
import type { PackedFile } from './packed-file';
import { readTree } from './read-tree';
import { removeOld } from './remove-old';
import { zip } from './zip';

/** A zip file, new or as it was, whose name is its hash. */
export interface CodePackage extends CodeZip {
  bytes: number;
  /** Of the MediaInfo in it. */
  mediaInfoVersion: string;
}

export interface CodePackageOptions {
  /** Module that exports `handler`. @default - the extract function of this project */
  entry?: string;
  /** Directory of what is packed beside the bundle as `mediainfo/` and `object-file/`. @default - the project's assets */
  assets?: string;
  /** Directory where compressed files are kept for the next time. @default - in the project's `.cache`, or the user's */
  cache?: string;
}

/**
 * Bundles the function and zips it with mediainfo into `directory`. The same commit gives the same bytes on every
 * machine and at any time: some seconds the first time, 0.3 s once mediainfo is in the cache.
 * @throws CodePackageError when there is nothing to bundle or no mediainfo to ship
 */
export function buildCodePackage(
  directory = join(cacheDirectory(), 'code-package'),
  {
    entry = join(PROJECT_ROOT, 'functions', 'extract', 'index.ts'),
    assets = join(PROJECT_ROOT, 'assets'),
    cache = join(cacheDirectory(), 'deflated'),
  }: CodePackageOptions = {},
): CodePackage {
  const files = [
    ...bundle(entry),
    ...readTree(join(assets, 'mediainfo'), 'mediainfo'),
    // Only what runs; its source stands beside it in the repository.
    ...readTree(join(assets, 'object-file'), 'object-file').filter(({ path }) => path.endsWith('.so')),
  ];
  const content = zip(files, (bytes) => deflate(bytes, cache));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const path = join(directory, `${sha256}.zip`);
  mkdirSync(directory, { recursive: true });
  writeWhole(path, content);
  removeOld(directory, /^[0-9a-f]{64}\.zip$/, basename(path));
  return { path, sha256, bytes: content.length, mediaInfoVersion: versionOf(files) };
}

/** As the reports of this MediaInfo will name it. */
function versionOf(files: readonly PackedFile[]): string {
  const manifest = files.find(({ path }) => path === 'mediainfo/manifest.json');
  return manifest ? String(JSON.parse(Buffer.from(manifest.content).toString()).version) : '';
}
