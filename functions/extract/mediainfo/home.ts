import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mediainfo that can be started. */
export interface MediaInfoHome {
  /** The folder of `manifest.json`, which says how to run what lies beside it. */
  mediaInfo: string;
  /** The library that lets it read an object as a file. */
  objectFile: string;
}

const at = (root: string): MediaInfoHome => ({
  mediaInfo: join(root, 'mediainfo'),
  objectFile: join(root, 'object-file', 'object-file.so'),
});

/** Beside the bundle in the deployed package; where their recipes leave them when run from source. */
const PLACES = [at(__dirname), at(join(__dirname, '../../../assets'))];

const exists = ({ mediaInfo, objectFile }: MediaInfoHome): boolean =>
  existsSync(join(mediaInfo, 'manifest.json')) && existsSync(objectFile);

let found: MediaInfoHome | undefined;

/** @throws Error when mediainfo is not where it should be */
export function mediaInfoHome(): MediaInfoHome {
  found ??= PLACES.find(exists);
  if (!found)
    throw new Error(`mediainfo/manifest.json and object-file/object-file.so must be beside ${__filename}.`);
  return found;
}

interface Manifest {
  version: string;
  command: string[];
  environment: Record<string, string>;
}

/**
 * How glibc gets memory: in pages of 2 MB where the kernel has them, 32 MB at a time, and gives none back before the end.
 * A third less CPU for a film of three hours, whose index MediaInfo keeps in 70 MB of small pieces (164 to 105 ms, 31,629
 * to 742 page faults); other files lose nothing.
 */
const MALLOC = {
  hugetlb: 1,
  top_pad: 32 * 1024 * 1024,
  mmap_threshold: 1024 * 1024 * 1024,
  trim_threshold: 1024 * 1024 * 1024,
};

/** How to start mediainfo. */
export interface MediaInfoCommand {
  /** Of MediaInfo, as its reports name it. */
  version: string;
  command: string;
  /** The arguments that come before mediainfo's own. */
  args: string[];
  /** All of its environment: what makes it print UTF-8, its time zone, and how it gets memory. */
  env: Record<string, string>;
}

const commands = new WeakMap<MediaInfoHome, MediaInfoCommand>();

/**
 * Nothing of the host's libraries and locales is used. What was read once is kept: an instance without a free descriptor
 * could not read it again.
 */
export function mediaInfoCommand(home: MediaInfoHome): MediaInfoCommand {
  const known = commands.get(home);
  if (known) return known;
  const command = readCommand(home);
  commands.set(home, command);
  return command;
}

function readCommand({ mediaInfo, objectFile }: MediaInfoHome): MediaInfoCommand {
  const { version, command, environment }: Manifest = JSON.parse(
    readFileSync(join(mediaInfo, 'manifest.json'), 'utf8'),
  );
  const [loader = '', ...args] = command.map((word, i) =>
    word.includes('/') || command[i - 1] === '--library-path' ? join(mediaInfo, word) : word,
  );
  const env = {
    ...environment,
    LOCPATH: join(mediaInfo, environment['LOCPATH'] ?? ''),
    // In this form it needs no file of time zones.
    TZ: 'UTC0',
    GLIBC_TUNABLES: Object.entries(MALLOC)
      .map(([name, value]) => `glibc.malloc.${name}=${value}`)
      .join(':'),
  };
  return { version, command: loader, args: ['--preload', objectFile, ...args], env };
}
