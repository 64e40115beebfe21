/**
 * Shows what MediaInfo would no longer tell of MXF and transport streams if it read less of them than it does by
 * default:
 *
 *   npx tsx test/reading/bounds/bounds.ts FOLDER [NAME…]
 *
 * It makes the files with ffmpeg, one after the other, in a folder that needs 3 GB, reads each with every bound,
 * and prints the tables of `docs/reading.md`. With names, only recipes whose name contains one of them.
 */
import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportOptions } from '../../../contract/reading-mode';
import { MediaMaker, type Recipe } from '../made/make-media';
import { MXF_RECIPES } from '../made/mxf-recipes';
import { TS_RECIPES } from '../made/ts-recipes';
import { reportOn } from '../read-both';
import { type BoundResult, tableOf } from './bounds-table';
import { differences } from './differences';

/** A way to make MediaInfo read less. */
export interface Bound {
  name: string;
  options: string[];
}

/**
 * MXF is read from the beginning for 64 MiB at most, or until each stream has told what can be told of it. If it has
 * MPEG-2, AVC, VBI or ancillary data, in which captions may be, 30 s from the middle on follow.
 */
const MXF_BOUNDS: Bound[] = [
  { name: '10 s from the middle', options: ['--File_ProbeCaption=50%+10s'] },
  { name: '1 s from the middle', options: ['--File_ProbeCaption=50%+1s'] },
  { name: 'nothing from the middle', options: ['--File_ProbeCaption=50%+0s'] },
  { name: '2 frames of each stream, 30 s from the middle', options: ['--ParseSpeed=0'] },
  { name: '2 frames of each stream', options: ['--ParseSpeed=0', '--File_ProbeCaption=50%+0s'] },
];

/** A transport stream is read for 30 s or 64 MiB, whichever is less, and for as many bytes from its end. */
const TS_BOUNDS: Bound[] = [
  ...[32, 16, 8].map((mib) => ({
    name: `${mib} MiB`,
    options: [`--MpegTs_MaximumOffset=${mib * 1024 * 1024}`],
  })),
  { name: '4 MiB, 2 frames of each stream', options: ['--MpegTs_MaximumOffset=4194304', '--ParseSpeed=0'] },
];

const KINDS = [
  { title: 'MXF', recipes: MXF_RECIPES, bounds: MXF_BOUNDS },
  { title: 'MPEG-TS, M2TS', recipes: TS_RECIPES, bounds: TS_BOUNDS },
];

/** Reads one file without a bound and with each. */
export async function compareBounds(path: string, bounds: readonly Bound[]): Promise<BoundResult[]> {
  const usual = reportOptions('exact', '');
  const whole = await reportOn(path, usual);
  const results: BoundResult[] = [{ name: 'default', bytes: whole.bytes, lost: [] }];
  for (const { name, options } of bounds) {
    const { xml, bytes } = await reportOn(path, [...usual, ...options]);
    results.push({ name, bytes, lost: differences(whole.xml, xml) });
  }
  return results;
}

async function main([folder, ...names]: readonly string[]): Promise<void> {
  if (!folder) {
    console.error('Usage: npx tsx test/reading/bounds/bounds.ts FOLDER [NAME…]');
    process.exitCode = 2;
    return;
  }
  mkdirSync(folder, { recursive: true });
  const maker = new MediaMaker(join(folder, 'segments'));
  const log = join(folder, 'results.jsonl');
  for (const { title, recipes, bounds } of KINDS) {
    const results: BoundResult[][] = [];
    const wanted = recipes.filter(
      ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
    );
    for (const recipe of wanted) {
      const result = await compareOne(maker, folder, recipe, bounds);
      if (!result) continue;
      results.push(result);
      appendFileSync(log, `${JSON.stringify({ name: recipe.name, result })}\n`);
    }
    if (results.length > 0) console.log(`${tableOf(title, results)}\n`);
  }
}

async function compareOne(
  maker: MediaMaker,
  folder: string,
  recipe: Recipe,
  bounds: readonly Bound[],
): Promise<BoundResult[] | undefined> {
  const place = join(folder, 'alone');
  mkdirSync(place, { recursive: true });
  const path = join(place, `${recipe.name}.${recipe.extension}`);
  try {
    await maker.make(recipe, path);
    const result = await compareBounds(path, bounds);
    const lost = result.flatMap((one) =>
      one.lost.length > 0 ? [`${one.name}: ${one.lost.join(', ')}`] : [],
    );
    console.error(`${recipe.name}, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
    for (const line of lost) console.error(`  ${line}`);
    return result;
  } catch (error) {
    console.error(`${recipe.name} is left out: ${String((error as Error).message).slice(0, 300)}`);
    return undefined;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

if (require.main === module) void main(process.argv.slice(2));
