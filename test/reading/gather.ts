/**
 * Reads files in both ways and keeps the reports, for `derive.ts`. The files may be deleted then.
 *
 *   npx tsx test/reading/gather.ts RECORDS FILE|FOLDER…
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesIn, gather, isReadFast, recordOf } from './gathered';

async function main([out = '', ...paths]: readonly string[]): Promise<void> {
  mkdirSync(out, { recursive: true });
  const files = paths.flatMap(filesIn).filter((path) => isReadFast(path, statSync(path).size));
  let kept = 0;
  const work = async (): Promise<void> => {
    for (let path = files.shift(); path; path = files.shift()) {
      const record = join(out, recordOf(path));
      if (existsSync(record)) continue;
      try {
        writeFileSync(record, gzipSync(JSON.stringify(await gather(path))));
        kept += 1;
      } catch (error) {
        console.error(`${path}: ${String((error as Error).message).slice(0, 200)}`);
      }
    }
  };
  // Two at a time: each waits for a process.
  await Promise.all([work(), work()]);
  console.log(`${kept} files read.`);
}

void main(process.argv.slice(2));
