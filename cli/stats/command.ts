import { TARGET_OPTIONS } from '../cloud/target-options';
import { exitCodeOption, RAW_OPTION } from '../find/script-options';
import type { CommandDeclaration } from '../program/declaration';
import { wholeNumber } from '../program/values';
import { QUERY_HELP } from '../query/help';
import { SHORT_NAMES } from './short-names';
import type { StatsOptions } from './stats';

/** Most groups that are printed; enough for the days of a month. */
const DEFAULT_GROUPS = 31;

export const command: CommandDeclaration<StatsOptions> = {
  usage: 'stats [query]',
  summary: 'count objects, hours and bytes',
  options: [
    { flags: '--json', summary: 'print one JSON object per group' },
    {
      flags: '--by <what>',
      summary: `${Object.keys(SHORT_NAMES).join(', ')} or any column`,
      default: 'format',
      complete: Object.keys(SHORT_NAMES),
    },
    { flags: '--csv', summary: 'print CSV with values in base units', conflicts: 'json' },
    RAW_OPTION,
    {
      flags: '--limit <n>',
      summary: 'print at most so many groups',
      parse: wholeNumber,
      default: DEFAULT_GROUPS,
    },
    exitCodeOption('there is nothing to count'),
    ...TARGET_OPTIONS,
  ],
  help: QUERY_HELP,
  run: async (query, options, terminal) => (await import('./stats.js')).stats(query, options, terminal),
};
