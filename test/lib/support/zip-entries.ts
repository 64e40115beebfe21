export interface ZipEntry {
  name: string;
  /** Kind of file and permissions, octal. */
  mode: string;
  /** In the form that the format stores. */
  date: number;
  /** The system that made the entry: 3 is Unix. */
  system: number;
}

/** Attributes and date of each entry from the central directory, which unzip programs use. */
export function zipEntries(archive: Uint8Array): ZipEntry[] {
  const view = Buffer.from(archive);
  const found: ZipEntry[] = [];
  for (let at = view.indexOf('PK\u0001\u0002'); at >= 0; at = view.indexOf('PK\u0001\u0002', at + 4)) {
    found.push({
      name: view.toString('utf8', at + 46, at + 46 + view.readUInt16LE(at + 28)),
      mode: (view.readUInt32LE(at + 38) >>> 16).toString(8),
      date: view.readUInt32LE(at + 12),
      system: view[at + 5]!,
    });
  }
  return found;
}
