import { TARGET_OPTIONS } from '../cloud/target-options';
import { parsePort } from '../local/port';
import type { CommandDeclaration } from '../program/declaration';
import { QUERY_HELP } from '../query/help';
import type { BrowseOptions } from './browse';

export const command: CommandDeclaration<BrowseOptions> = {
  usage: 'browse [query]',
  summary: 'open a page on the table in your browser: ask, look, have described again; Ctrl-C ends it',
  options: [
    { flags: '--port <port>', summary: 'port of the page (default: 8484, or a free one)', parse: parsePort },
    { flags: '--no-open', summary: 'only print the link, start no browser' },
    ...TARGET_OPTIONS,
  ],
  help: QUERY_HELP,
  endsWhenInterrupted: true,
  run: async (query, options, terminal) => (await import('./browse.js')).browse(query, options, terminal),
};
