import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TargetOptions } from '../cloud/target';
import { columnNamed, isSearchable, isText, SEARCHABLE_COLUMNS, suggestion } from '../query/columns';
import type { SortKey } from '../search/media-index';

export interface CommonOptions extends TargetOptions {
  json?: boolean;
}

/** Options of every command: where the pipeline is. */
export function addTargetOptions(command: Command): Command {
  const group = 'Where the pipeline is:';
  const options = [
    new Option('--local <file>', "the first line of 'npm run local', '-' for stdin (default: $MEDIA_LOCAL)"),
    new Option('--outputs <file>', "outputs of 'ros-cdk deploy' (default: stack.outputs.json)"),
    new Option('--stack <name>', 'which stack, where that file holds several'),
    new Option('--region <id>', 'such as cn-hangzhou'),
    new Option('--bucket <name>', 'bucket, where it is not the one of the stack'),
    new Option('--instance <name>', 'Tablestore instance'),
    new Option('--table <name>', 'table'),
    new Option('--service <name>', 'Function Compute service'),
    new Option('--function <name>', 'function'),
    new Option('--vpc', 'use the addresses inside Alibaba Cloud'),
    new Option('--tablestore-endpoint <url>', 'address of Tablestore'),
    new Option('--oss-endpoint <url>', 'address of OSS'),
    new Option('--fc-endpoint <url>', 'address of Function Compute'),
  ];
  for (const option of options) command.addOption(option.helpGroup(group));
  return command;
}

/** A whole number above 0. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('A whole number above 0 is expected.');
  return number;
}

export function positiveNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number))
    throw new InvalidArgumentError('A number above 0 is expected.');
  return number;
}

/** `Key,Size` in any case. */
export function columnList(text: string): string[] {
  return text.split(',').map((part) => knownColumn(part.trim()).name);
}

/** `-Size,Key`: a minus puts the largest first; `none` is no order at all. */
export function sortKeys(text: string): SortKey[] | 'none' {
  if (text.trim().toLowerCase() === 'none') return 'none';
  return text.split(',').map((part) => {
    const [, sign, name = ''] = /^([+-]?)(.*)$/s.exec(part.trim()) ?? [];
    const column = knownColumn(name);
    if (!isSearchable(column) || isText(column)) {
      throw new InvalidArgumentError(`'${column.name}' cannot be sorted by.`);
    }
    return { column: column.name, descending: sign === '-' };
  });
}

function knownColumn(name: string): NonNullable<ReturnType<typeof columnNamed>> {
  const column = columnNamed(name);
  if (column) return column;
  const names = SEARCHABLE_COLUMNS.map((one) => one.name);
  throw new InvalidArgumentError(`There is no column '${name}'.${suggestion(name, names)}`);
}
