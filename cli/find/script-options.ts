import type { OptionDeclaration } from '../program/declaration';

/** For programs that read CSV and are no spreadsheet. */
export const RAW_OPTION: OptionDeclaration = {
  flags: '--raw',
  summary:
    "with --csv: texts as they are stored, also those that a spreadsheet would run (otherwise ' is put before)",
};

/** For scripts: without it, the exit code is 0 whatever was found. @param when what an exit code of 1 means then */
export const exitCodeOption = (when: string): OptionDeclaration => ({
  flags: '--exit-code',
  summary: `end with 1 when ${when}`,
});
