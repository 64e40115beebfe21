import { STATUS_NAMES } from '../../contract/statuses';
import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import { QUERY_HELP } from '../query/help';
import type { FindOptions } from './find';
import { resultOptions } from './result-options';

export const command: CommandDeclaration<FindOptions> = {
  usage: 'find [query]',
  summary: 'find objects',
  options: [
    ...resultOptions('by key; none for more than 1,000 rows of CSV or JSON', 'nothing is found'),
    {
      flags: '--status <list>',
      summary: 'only with this status, or one of several separated by commas',
      complete: STATUS_NAMES,
    },
    ...TARGET_OPTIONS,
  ],
  help: QUERY_HELP,
  run: async (query, options, terminal) => (await import('./find.js')).find(query, options, terminal),
};
