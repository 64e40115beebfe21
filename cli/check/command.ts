import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import { positiveNumber } from '../program/values';
import { QUERY_HELP } from '../query/help';
import { FILE_OPTIONS } from '../upload/file-options';
import type { CheckOptions } from './options';

export const command: CommandDeclaration<CheckOptions, string | string[]> = {
  usage: 'check <policy> [what...]',
  summary:
    'accept or reject by a policy: stored reports that a query finds (all, without one), or local files',
  options: [
    { flags: '--json', summary: 'print one JSON object per row, and the counts on standard error' },
    { flags: '--csv', summary: 'print CSV', conflicts: 'json' },
    { flags: '--junit', summary: 'print XML in the form of JUnit, for build servers', conflicts: 'json' },
    { flags: '--write', summary: 'bring the columns Policy… of the rows up to date' },
    { flags: '--rate <n>', summary: 'rows per second (default: as fast as it goes)', parse: positiveNumber },
    {
      flags: '--state <file>',
      summary: 'where to remember how far it has come; with --write it is remembered anyway',
      complete: 'file',
    },
    { flags: '--restart', summary: 'begin anew instead of going on' },
    ...FILE_OPTIONS,
    ...TARGET_OPTIONS,
  ],
  help: `
A policy is a file of rules, such as 'must Codec is AVC: VideoFormat = AVC', or MediaConch's XML: docs/policies.md.
Of what is stored no object is read: what is judged is the report in each row. Local files are described first, on this
machine: name files, folders (with -r), quoted patterns such as 'films/**/*.mp4', or - for names on standard input.

Exit codes: 0 nothing fails, 1 something does, 2 wrong usage or trouble, 130 interrupted.
${QUERY_HELP.slice(0, QUERY_HELP.indexOf('\n\nWords alone'))}`,
  complete: 'file',
  run: async (what, options, terminal) =>
    (await import('./check.js')).check([what].flat(), options, terminal),
};
