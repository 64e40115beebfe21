import { createHash } from 'node:crypto';
import { CodePackageError } from './code-package-error';
import type { PackedFile } from './packed-file';

interface Manifest {
  version: string;
  files: { path: string; sha256: string; mode: string }[];
}

/** Files without a recorded hash: the manifest, and the readme that is generated from it. */
const UNLISTED = ['mediainfo/manifest.json', 'mediainfo/README.md'];

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Compares the files to be shipped with the hashes recorded when they were built, so that no changed, missing
 * or additional file is deployed.
 *
 * @param files of `mediainfo/` and `object-file/`
 * @param libraryHash recorded SHA-256 of `object-file/object-file.so`, in hexadecimal
 * @returns MediaInfo's version, as its reports write it
 * @throws CodePackageError that names every file that is not as recorded
 */
export function checkAssets(files: readonly PackedFile[], libraryHash: string): string {
  const manifest = manifestOf(files);
  const recorded = new Map<string, { sha256: string; mode: string }>([
    ...manifest.files.map(({ path, sha256, mode }) => [`mediainfo/${path}`, { sha256, mode }] as const),
    ['object-file/object-file.so', { sha256: libraryHash, mode: '755' }] as const,
  ]);
  const present = new Map(files.map((file) => [file.path, file]));
  const faults = [
    ...[...recorded].flatMap(([path, { sha256, mode }]) => faultOf(path, present.get(path), sha256, mode)),
    ...[...present.keys()]
      .filter((path) => !recorded.has(path) && !UNLISTED.includes(path))
      .map((path) => `'${path}' is not among the recorded files`),
  ];
  if (faults.length > 0) {
    throw new CodePackageError(
      `Code package: the files in assets/ must be those that were recorded: ${faults.join('; ')}. ` +
        'Check them out anew, or make them with their recipes.',
    );
  }
  return manifest.version;
}

function faultOf(path: string, file: PackedFile | undefined, hash: string, mode: string): string[] {
  if (!file) return [`'${path}' is missing`];
  const found = sha256(file.content);
  if (found !== hash) return [`'${path}' has the SHA-256 ${found}, not ${hash}`];
  // A checkout only keeps the executable bit of the mode.
  const executable = file.mode === 0o755;
  return executable === (mode === '755') ? [] : [`'${path}' must ${executable ? 'not ' : ''}be executable`];
}

function manifestOf(files: readonly PackedFile[]): Manifest {
  const file = files.find(({ path }) => path === 'mediainfo/manifest.json');
  try {
    const manifest: Manifest = JSON.parse(Buffer.from(file?.content ?? '').toString());
    if (typeof manifest.version === 'string' && Array.isArray(manifest.files)) return manifest;
  } catch {
    // The error below covers this, and a manifest of another form.
  }
  throw new CodePackageError("Code package: 'mediainfo/manifest.json' must name a version and the files.");
}
