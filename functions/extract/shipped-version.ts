import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediaInfoHome } from './mediainfo/home';

let version: string | undefined;

/** The version of the mediainfo in the package: a row that another one wrote is due to be described anew. */
export function shippedVersion(): string {
  version ??= String(
    JSON.parse(readFileSync(join(mediaInfoHome().mediaInfo, 'manifest.json'), 'utf8')).version,
  );
  return version;
}
