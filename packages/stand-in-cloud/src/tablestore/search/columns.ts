import { sortedNames } from '../compact-columns';
import { parameterInvalid } from '../errors';
import { encodeRows } from '../plain-buffer/encode';
import type { Cell } from '../plain-buffer/format';
import { keyCells } from '../reading';
import type { Row } from '../row';
import type { SearchIndex } from './search-index';
import type { ColumnsToGet } from './search-types';

const RETURN = { all: 1, specified: 2, none: 3, allFromIndex: 4 };

/** Encodes a found row with the requested columns; undefined when the row was deleted in the meantime. */
type RowWriter = (row: Row) => Buffer | undefined;

interface ColumnSelection {
  write: RowWriter;
  /** True when only the index is read, which allows larger pages. */
  fromIndex: boolean;
}

/** @throws OtsError for a selection of an unknown kind */
export function selectColumns(selection: ColumnsToGet | undefined, index: SearchIndex): ColumnSelection {
  const { table, fields } = index;
  const names = new Set(selection?.columnNames);
  const returnType = selection?.returnType ?? RETURN.none;
  const encode = (row: Row, wanted: (name: string) => boolean): Buffer => {
    const attributes: Cell[] = [];
    for (const name of sortedNames(row.columns)) {
      const version = wanted(name) ? row.columns.get(name)?.[0] : undefined;
      if (version) attributes.push({ name, value: version.value, timestamp: version.timestamp });
    }
    return encodeRows([{ primaryKey: keyCells(row, table.keyNames), attributes }]);
  };
  /** Columns that are not in the index are read from the table, where the row may be newer or deleted. */
  const current = (indexed: Row, wanted: (name: string) => boolean): Buffer | undefined => {
    const row = table.get(indexed.primaryKey);
    return row && encode(row, wanted);
  };
  switch (returnType) {
    case RETURN.none:
      return { fromIndex: true, write: (row) => encode(row, () => false) };
    case RETURN.allFromIndex:
      return { fromIndex: true, write: (row) => encode(row, (name) => fields.has(name)) };
    case RETURN.all:
      return { fromIndex: false, write: (row) => current(row, () => true) };
    case RETURN.specified: {
      const fromIndex = [...names].every((name) => fields.has(name) || table.keyNames.includes(name));
      const wanted = (name: string): boolean => names.has(name);
      return {
        fromIndex,
        write: fromIndex ? (row) => encode(row, wanted) : (row) => current(row, wanted),
      };
    }
    default:
      throw parameterInvalid(`Invalid return type of columns: ${returnType}.`);
  }
}
