import { REPORT_FORMAT_NAMES } from '../../contract/report-formats';
import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import type { ShowOptions } from './show';

export const command: CommandDeclaration<ShowOptions> = {
  usage: 'show <key>',
  summary: 'show the row of an object, by its key or the oss:// address that put prints',
  options: [
    { flags: '--json', summary: 'print it as JSON' },
    { flags: '--xml', summary: "print MediaInfo's report", conflicts: 'json' },
    {
      flags: '--as <format>',
      summary: "print MediaInfo's report in another format, such as ebucore, pbcore, mpeg-7 or json",
      conflicts: ['json', 'xml'],
      complete: REPORT_FORMAT_NAMES,
    },
    ...TARGET_OPTIONS,
  ],
  help: `
Formats of --as: ${REPORT_FORMAT_NAMES.slice(0, 8).join(', ')},
  ${REPORT_FORMAT_NAMES.slice(8, 15).join(', ')},
  ${REPORT_FORMAT_NAMES.slice(15).join(', ')}. The shipped MediaInfo makes them of the stored report:
near to what it would make of the file, not the same.`,
  run: async (key, options, terminal) => (await import('./show.js')).show(key, options, terminal),
};
