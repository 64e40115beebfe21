/**
 * Makes the files that show what `fast` may tell of MXF, reads each in both ways, and keeps the reports for `derive.ts`:
 *
 *   npx tsx test/reading/made/gather-made.ts FOLDER RECORDS [NAME…]
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gather } from '../gathered';
import { FAST_RECIPES } from './fast-recipes';
import { MediaMaker } from './make-media';

async function main([folder = '', records = '', ...names]: readonly string[]): Promise<void> {
  mkdirSync(records, { recursive: true });
  const maker = new MediaMaker(join(folder, 'segments'));
  const place = join(folder, 'gathered');
  mkdirSync(place, { recursive: true });
  let kept = 0;
  for (const recipe of FAST_RECIPES) {
    if (names.length > 0 && !names.some((part) => recipe.name.includes(part))) continue;
    const record = join(records, `${recipe.name}.json.gz`);
    if (existsSync(record)) continue;
    const path = join(place, `${recipe.name}.${recipe.extension}`);
    try {
      await maker.make(recipe, path);
      writeFileSync(record, gzipSync(JSON.stringify(await gather(path))));
      kept += 1;
    } catch (error) {
      console.error(`${recipe.name}: ${String((error as Error).message).slice(0, 300)}`);
    } finally {
      rmSync(path, { force: true });
    }
  }
  console.log(`${kept} files read.`);
}

void main(process.argv.slice(2));
