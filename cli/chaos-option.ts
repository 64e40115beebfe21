import { randomInt } from 'node:crypto';
import { InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { Chaos, type ChaosCounts } from 'stand-in-cloud';

/** The platform's waits under chaos, shortened so that a run with retries takes seconds. */
export const CHAOS_TIME_SCALE = 0.2;

/** `--chaos` or `--chaos SEED`; its value is a seed. */
export function chaosOption(): Option {
  return new Option(
    '--chaos [seed]',
    'let everything go wrong now and then; the same seed does the same again',
  )
    .argParser(parseSeed)
    .preset(randomInt(1_000_000));
}

/** @throws InvalidArgumentError, such as for a file that was taken for the seed */
export function parseSeed(given: string | number): number {
  const seed = Number(given);
  if (given !== '' && Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError(
    `A seed must be a whole number from 0; '${given}' given. Files come before a '--chaos' without one.`,
  );
}

/** What a run with a seed needs; the seed is told, so that the run can be made again. */
export function chaosFor(seed: number | undefined): { chaos?: Chaos; timeScale?: number } {
  if (seed === undefined) return {};
  process.stderr.write(`${pc.dim('chaos')}   seed ${seed}\n`);
  return { chaos: new Chaos(seed), timeScale: CHAOS_TIME_SCALE };
}

/** One line per kind of fault that happened. */
export function renderCounts(counts: ChaosCounts): string {
  const happened = Object.entries(counts).filter(([, count]) => count > 0);
  return happened.map(([kind, count]) => `${pc.dim('chaos')}   ${kind}  ${count}`).join('\n');
}
