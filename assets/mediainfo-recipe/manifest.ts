/** The content of `manifest.json`: what assets/mediainfo contains and where each file came from. */
export interface Manifest {
  /** MediaInfo's own version, as it prints it: `26.10`. */
  version: string;
  architecture: 'x86_64';
  /** The Debian suite of the packages, and the UTC time of its release file. */
  suite: { name: string; released: string };
  /**
   * The command that comes before MediaInfo's own arguments. Words with a slash, and the value of
   * `--library-path`, are paths relative to the manifest's folder.
   */
  command: string[];
  /**
   * Environment variables that MediaInfo needs to print UTF-8. It starts without any. `LOCPATH` is a path
   * relative to the manifest's folder.
   */
  environment: { LOCPATH: string; LC_CTYPE: string };
  /** Every file except the manifest and the readme, by path. */
  files: ShippedFile[];
  /** Debian's binary packages by name. Files from them are unchanged, byte for byte. */
  packages: Record<string, ShippedPackage>;
  /** The only library that is built here. */
  curl: {
    /** Version of Debian's source package, patches included. */
    version: string;
    source: { name: string; sha256: string }[];
    configure: string[];
    /** Compiler flags, then linker flags. */
    flags: string[];
    /** The exported functions: those that libmediainfo imports. */
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
  /** A name in `packages`, or `curl`, or `base-files` for the licence texts that every Debian machine has. */
  origin: string;
}

export interface ShippedPackage {
  version: string;
  source: string;
  sourceVersion: string;
  /** SHA-256 of the package file in Debian's signed index. */
  debSha256: string;
}
