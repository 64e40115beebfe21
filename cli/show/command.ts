import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import type { ShowOptions } from './show';

export const command: CommandDeclaration<ShowOptions> = {
  usage: 'show <key>',
  summary: 'show the row of an object, by its key or the oss:// address that put prints',
  options: [
    { flags: '--json', summary: 'print it as JSON' },
    { flags: '--xml', summary: "print MediaInfo's report", conflicts: 'json' },
    ...TARGET_OPTIONS,
  ],
  run: async (key, options, terminal) => (await import('./show.js')).show(key, options, terminal),
};
