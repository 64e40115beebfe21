import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import { type FileName, fileName } from './file-name';

/** A file below a folder. */
export interface FileBelow {
  name: FileName;
  /** Its path from the folder, with slashes. */
  below: string;
}

/**
 * Every regular file below a folder, in the order of the names. Links to files count as files; links to folders are not
 * followed, since they may lead back, and what is neither file nor folder is passed over.
 *
 * @param onDangling called with the path, from the folder, of each link that leads nowhere
 * @throws Error of the file system
 */
export function filesBelow(
  folder: string | Buffer,
  onDangling: (below: string) => void,
  prefix = '',
): FileBelow[] {
  const base = Buffer.from(folder);
  const entries = readdirSync(folder, {
    withFileTypes: true,
    encoding: 'buffer',
  }) as unknown as Dirent<Buffer>[];
  return entries
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .flatMap((entry) => {
      const path = Buffer.concat([base, Buffer.from(sep), entry.name]);
      const below = prefix + fileName(entry.name).text;
      if (entry.isDirectory()) return filesBelow(path, onDangling, `${below}/`);
      const target = entry.isSymbolicLink() ? statOf(path) : entry;
      if (!target) onDangling(below);
      return target?.isFile() ? [{ name: fileName(path), below }] : [];
    });
}

/** Undefined where a link leads to nothing, to itself, or through what is no folder. */
function statOf(path: Buffer): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Files of a folder whose names, read as text, are this one. An argument that is no UTF-8 comes with U+FFFD for what
 * could not be read, and only the folder still knows the bytes.
 */
export function namesReadAs(folder: string, text: string): FileName[] {
  let names: Buffer[];
  try {
    names = readdirSync(folder, { encoding: 'buffer' });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.toString() === text)
    .map((name) => fileName(Buffer.concat([Buffer.from(folder + sep), name])));
}
