import { InvalidArgumentError } from 'commander';
import { columnNamed, isSortable, SEARCHABLE_COLUMNS } from '../../contract/query/columns';
import { suggestion } from '../../contract/suggestion';
import type { SortKey } from '../search/media-index';

/** `Key,Size` in any case. @throws InvalidArgumentError */
export function columnList(text: string): string[] {
  return text.split(',').map((part) => knownColumn(part.trim()).name);
}

/** `-Size,Key`: a minus sorts the largest first. `none` means no order. @throws InvalidArgumentError */
export function sortKeys(text: string): SortKey[] | 'none' {
  if (text.trim().toLowerCase() === 'none') return 'none';
  return text.split(',').map((part) => {
    const [, sign, name = ''] = /^([+-]?)(.*)$/s.exec(part.trim()) ?? [];
    const column = knownColumn(name);
    if (!isSortable(column)) {
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
