import type { OptionDeclaration } from '../program/declaration';
import { wholeNumber } from '../program/values';
import { columnList, sortKeys } from '../query/column-options';
import { SEARCHABLE_COLUMNS } from '../query/columns';

const COLUMN_NAMES = SEARCHABLE_COLUMNS.map(({ name }) => name);

/** How found rows are printed, and in which order. */
export const RESULT_OPTIONS: readonly OptionDeclaration[] = [
  { flags: '--json', summary: 'print one JSON object per line' },
  {
    flags: '--sort <columns>',
    summary: "such as -Size,Key; 'none' is fastest (default: by key)",
    parse: sortKeys,
    complete: COLUMN_NAMES,
  },
  {
    flags: '--columns <names>',
    summary: 'columns to print, separated by commas',
    parse: columnList,
    complete: COLUMN_NAMES,
  },
  { flags: '--csv', summary: 'print CSV with raw values', conflicts: 'json' },
  { flags: '--count', summary: 'print only how many there are' },
  { flags: '--limit <n>', summary: 'print at most so many', parse: wholeNumber },
];
