/** What assets/mediainfo holds and where each byte of it came from; `manifest.json` is of this shape. */
export interface Manifest {
  /** MediaInfo's own version, as it prints it: `26.10`. */
  version: string;
  architecture: 'x86_64';
  /** The Debian suite the packages were taken from, and the UTC time of its release file. */
  suite: { name: string; released: string };
  /**
   * How to run it, in front of MediaInfo's own arguments. What contains a slash and the value of `--library-path`
   * are paths relative to the folder of the manifest.
   */
  command: string[];
  /**
   * What it needs in its environment to print UTF-8; nothing else is needed, and nothing at all to start. `LOCPATH`
   * is a path relative to the folder of the manifest.
   */
  environment: { LOCPATH: string; LC_CTYPE: string };
  /** Every file but the manifest and the readme, by path. */
  files: ShippedFile[];
  /** Debian's binary packages by name. Files with such an origin are the package's own, byte for byte. */
  packages: Record<string, ShippedPackage>;
  /** The one library that is built here. */
  curl: {
    /** Version of Debian's source package, patches included. */
    version: string;
    source: { name: string; sha256: string }[];
    configure: string[];
    /** Compiler flags, then linker flags. */
    flags: string[];
    /** What it exports: the functions that libmediainfo imports. */
    functions: string[];
    compiler: string;
  };
}

export interface ShippedFile {
  path: string;
  /** Permissions, octal: `755` or `644`. */
  mode: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** A name in `packages`, `curl`, or `base-files` for the texts that every Debian machine holds. */
  origin: string;
}

export interface ShippedPackage {
  version: string;
  source: string;
  sourceVersion: string;
  /** SHA-256 of the package file as Debian's signed index lists it. */
  debSha256: string;
}
