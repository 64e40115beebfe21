import { SEARCHABLE_COLUMNS } from '../../contract/query/columns';
import type { OptionDeclaration } from '../program/declaration';
import { wholeNumber } from '../program/values';
import { columnList, sortKeys } from '../query/column-options';
import { exitCodeOption, RAW_OPTION } from './script-options';

const COLUMN_NAMES = SEARCHABLE_COLUMNS.map(({ name }) => name);

/**
 * How found rows are printed, and in which order.
 * @param order that they have by default
 * @param exitCode what an exit code of 1 means where it is asked for
 */
export const resultOptions = (order: string, exitCode: string): readonly OptionDeclaration[] => [
  { flags: '--json', summary: 'print one JSON object per line' },
  {
    flags: '--sort <columns>',
    summary: `such as -Size,Key; 'none' is fastest (default: ${order})`,
    parse: sortKeys,
    complete: COLUMN_NAMES,
  },
  {
    flags: '--columns <names>',
    summary: 'columns to print, separated by commas',
    parse: columnList,
    complete: COLUMN_NAMES,
  },
  { flags: '--csv', summary: 'print CSV with values in base units', conflicts: 'json' },
  RAW_OPTION,
  { flags: '--count', summary: 'print only how many there are' },
  { flags: '--limit <n>', summary: 'print at most so many', parse: wholeNumber },
  exitCodeOption(exitCode),
];
