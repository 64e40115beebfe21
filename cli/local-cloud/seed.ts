import { randomInt } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import type { OptionDeclaration } from '../program/declaration';

/** @throws InvalidArgumentError for anything else, for example a file name after `--chaos` */
export function parseSeed(given: string): number {
  const seed = Number(given);
  if (given !== '' && Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError(
    `A seed must be a whole number from 0; '${given}' given. Files come before a '--chaos' without one.`,
  );
}

/** A random seed, when the user gave none. */
export const anySeed = (): number => randomInt(1_000_000);

/** Marks a seed that is not chosen yet. */
const ANY = 'any';

/** `--chaos` or `--chaos SEED`. The option's value is a seed. */
export const CHAOS_OPTION: OptionDeclaration = {
  flags: '--chaos [seed]',
  summary: 'let everything go wrong now and then; the same seed does the same again',
  preset: ANY,
  parse: (given) => (given === ANY ? anySeed() : parseSeed(given)),
};
