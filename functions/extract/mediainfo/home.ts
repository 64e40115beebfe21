import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where mediainfo and its library are. */
export interface MediaInfoHome {
  /** The folder of `manifest.json`, which says how to start the programs in this folder. */
  mediaInfo: string;
  /** The library that lets mediainfo read an object as a file. */
  objectFile: string;
}

const at = (root: string): MediaInfoHome => ({
  mediaInfo: join(root, 'mediainfo'),
  objectFile: join(root, 'object-file', 'object-file.so'),
});

/**
 * In the deployed package they are beside the bundle. When run from source they are where their build scripts
 * put them.
 */
const PLACES = [at(__dirname), at(join(__dirname, '../../../assets'))];

const exists = ({ mediaInfo, objectFile }: MediaInfoHome): boolean =>
  existsSync(join(mediaInfo, 'manifest.json')) && existsSync(objectFile);

let found: MediaInfoHome | undefined;

/** @throws Error when mediainfo is in neither place */
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
 * Settings of glibc's memory allocator: use pages of 2 MB where the kernel has them, take 32 MB at a time,
 * and give nothing back before the end. This saves a third of the CPU for a film of three hours, because
 * MediaInfo keeps its index in 70 MB of small pieces (164 to 105 ms, 31,629 to 742 page faults). Other files
 * are not slower.
 */
const MALLOC = {
  hugetlb: 1,
  top_pad: 32 * 1024 * 1024,
  mmap_threshold: 1024 * 1024 * 1024,
  trim_threshold: 1024 * 1024 * 1024,
};

/** How to start mediainfo. */
export interface MediaInfoCommand {
  /** MediaInfo's version, as its reports write it. */
  version: string;
  command: string;
  /** Arguments before mediainfo's own arguments. */
  args: string[];
  /** The complete environment: UTF-8 output, time zone and memory allocation. */
  env: Record<string, string>;
}

const commands = new WeakMap<MediaInfoHome, MediaInfoCommand>();

/**
 * How to start mediainfo, without the host's libraries and locales. The manifest is read only once: an
 * instance without a free file descriptor could not read it again.
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
    // In this form no time zone file is needed.
    TZ: 'UTC0',
    GLIBC_TUNABLES: Object.entries(MALLOC)
      .map(([name, value]) => `glibc.malloc.${name}=${value}`)
      .join(':'),
  };
  return { version, command: loader, args: ['--preload', objectFile, ...args], env };
}
