/**
 * Writes assets/mediainfo/manifest.json and README.md from the notes that build.sh left in its working
 * directory.
 *
 *      tsx write-manifest.ts WORKING-DIRECTORY SUITE TARGET
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, ShippedPackage } from './manifest';
import { readme } from './readme';

const [work, suite, target] = process.argv.slice(2) as [string, string, string];

const lines = (name: string) => readFileSync(join(work, name), 'utf8').trimEnd().split('\n');
const line = (name: string) => lines(name).join(' ');
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

function shippedFile(row: string): Manifest['files'][number] {
  const [path, origin] = row.split('\t') as [string, string];
  const file = join(target, path);
  const { mode, size } = statSync(file);
  return { path, mode: (mode & 0o777).toString(8), size, sha256: sha256(file), origin };
}

function shippedPackage(row: string): [string, ShippedPackage] {
  const [name, version, source, sourceVersion, debSha256] = row.split('\t') as [
    string,
    string,
    string,
    string,
    string,
  ];
  return [name, { version, source, sourceVersion, debSha256 }];
}

function sourceFile(row: string): { name: string; sha256: string } {
  const [digest, name] = row.split(/\s+/) as [string, string];
  return { name, sha256: digest };
}

const version = /v(\d[\d.]*)/.exec(line('version'))?.[1];
if (version === undefined) throw new Error(`mediainfo --Version names no version: ${line('version')}`);

const manifest: Manifest = {
  version,
  architecture: 'x86_64',
  suite: { name: suite, released: line('released') },
  command: ['lib/ld-linux-x86-64.so.2', '--inhibit-cache', '--library-path', 'lib', 'bin/mediainfo'],
  environment: { LOCPATH: 'locale', LC_CTYPE: 'C.utf8' },
  files: lines('provenance')
    .map(shippedFile)
    .sort((a, b) => (a.path < b.path ? -1 : 1)),
  packages: Object.fromEntries(lines('packages').map(shippedPackage)),
  curl: {
    version: line('curl/version'),
    source: lines('curl/files').map(sourceFile),
    configure: lines('curl/options'),
    flags: lines('curl/flags'),
    functions: lines('curl/functions'),
    compiler: line('curl/compiler'),
  },
};

writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(join(target, 'README.md'), readme(manifest));
