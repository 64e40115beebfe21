import { InvalidArgumentError } from 'commander';
import { CONTEXT_OPTION } from '../local-cloud/context-option';
import { anySeed, parseSeed } from '../local-cloud/seed';
import type { CommandDeclaration } from '../program/declaration';
import type { SoakCommandOptions } from './soak';

export const command: CommandDeclaration<SoakCommandOptions> = {
  usage: 'soak',
  summary:
    'let writers change objects while a third of all requests fails and instances run out of what they need, then compare the bucket with the table and look for leaks',
  options: [
    { flags: '--objects <n>', summary: 'keys that are written to', parse: whole, default: 500 },
    { flags: '--writers <n>', summary: 'clients at a time', parse: whole, default: 8 },
    {
      flags: '--seed <n>',
      summary: 'what goes wrong, and what writers do (default: any)',
      parse: parseSeed,
    },
    { flags: '--minutes <n>', summary: 'go on writing for so long', parse: minutes, default: 0 },
    CONTEXT_OPTION,
    { flags: '--json', summary: 'print the figures as one JSON object' },
  ],
  run: async (_, { seed = anySeed(), ...options }, terminal) =>
    (await import('./soak.js')).soak({ ...options, seed }, terminal),
};

function whole(given: string): number {
  const number = Number(given);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1; '${given}' given.`);
}

function minutes(given: string): number {
  const number = Number(given);
  if (given !== '' && number >= 0 && number <= 24 * 60) return number;
  throw new InvalidArgumentError(`It must be a number from 0 to 1440; '${given}' given.`);
}
