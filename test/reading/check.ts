/**
 * Compares `fast` with `exact` over files of your own, and fails when `fast` says anything else:
 *
 *   npm run fast-check -- FILE|FOLDER…
 */
import { statSync } from 'node:fs';
import { compareRows } from './compare-rows';
import { filesIn, type Gathered, gather, isReadFast } from './gathered';

/** How files with names that are read fast were read. */
export interface Tally {
  /** Files of which nothing was wrong, or something was. */
  fast: number;
  /** Files that `fast` reads exactly, because they are small, not compared yet, damaged, or change their format. */
  exact: number;
  /** Files with a value that an exact reading does not tell, or tells differently. */
  wrong: number;
  /** Fields and columns that were compared. */
  values: number;
  /** Bytes that MediaInfo read of the files read fast, and would have read of them exactly. */
  fastBytes: number;
  exactBytes: number;
}

/** Compares one file, and says on a line for each value what is wrong. */
export async function compare(file: Gathered, tally: Tally, told: (line: string) => void): Promise<void> {
  const compared = file.same ? await compareRows(file, true) : undefined;
  if (!compared) {
    tally.exact += 1;
    return;
  }
  const wrong = [
    ...compared.wrongFields.map(([track, name, ...values]) => [`${track}: ${name}`, ...values]),
    ...compared.wrong.map(([name, ...values]) => [`column ${name}`, ...values]),
  ];
  tally.fast += 1;
  tally.values += compared.fields + compared.same.length;
  tally.fastBytes += file.fastBytes;
  tally.exactBytes += file.exactBytes;
  if (wrong.length > 0) tally.wrong += 1;
  for (const [what, fast, exact] of wrong)
    told(`${file.path}: ${what} is ${fast} in fast, ${exact ?? 'absent'} in exact`);
}

export async function check(paths: readonly string[], told: (line: string) => void): Promise<Tally> {
  const tally: Tally = { fast: 0, exact: 0, wrong: 0, values: 0, fastBytes: 0, exactBytes: 0 };
  for (const path of paths.flatMap(filesIn)) {
    const { size } = statSync(path);
    if (!isReadFast(path, size)) continue;
    try {
      await compare(await gather(path), tally, told);
    } catch (error) {
      told(`${path}: not compared: ${String((error as Error).message).split('\n')[0]}`);
    }
  }
  return tally;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

async function main(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) {
    console.error('Usage: npm run fast-check -- FILE|FOLDER…');
    process.exitCode = 2;
    return;
  }
  const tally = await check(paths, (line) => console.log(line));
  console.log(
    `${tally.fast} files read fast (${megabytes(tally.fastBytes)} MB instead of ${megabytes(tally.exactBytes)}), ` +
      `${tally.exact} that fast reads exactly; ${tally.values} values compared, ${tally.wrong} files with wrong ones.`,
  );
  if (tally.wrong > 0) process.exitCode = 1;
}

if (require.main === module) void main(process.argv.slice(2));
