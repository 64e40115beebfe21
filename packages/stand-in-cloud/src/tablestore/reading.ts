import { limits } from 'ros-template-check';
import { sortedNames } from './compact-columns';
import { parameterInvalid } from './errors';
import { columnReader, type Filter, parseFilter } from './filters';
import type { ReadOptions } from './message-types';
import type { Cell, WireRow } from './plain-buffer/format';
import type { Row, Version } from './row';
import { notOffered } from './search/fields';

const { COLUMNS_TO_GET } = limits.tablestore;

/** Makes the row that a request asked for from a stored row; undefined when the filter rejects it. */
type Projection = (row: Row) => WireRow | undefined;

type VersionPicker = (versions: readonly Version[]) => readonly Version[];

/**
 * @param keepsKey a row of which a time range leaves no cell is returned with its key, as GetRange and BatchGetRow do;
 *   for GetRow there is no such row
 * @throws OtsError `OTSParameterInvalid`
 */
export function projection(
  options: ReadOptions,
  keyNames: readonly string[],
  { keepsKey = false }: { keepsKey?: boolean } = {},
): Projection {
  if ([options.token ?? []].flat().some(({ length }) => length > 0)) throw notOffered('A token in a read');
  const pick = versionPicker(options);
  if (options.columnsToGet.length > COLUMNS_TO_GET) {
    throw parameterInvalid(
      'The number of columns from the request exceeds the limit, ' +
        `limit count: ${COLUMNS_TO_GET} , column count:${options.columnsToGet.length}.`,
    );
  }
  const wanted = options.columnsToGet.length > 0 ? new Set(options.columnsToGet) : undefined;
  const wantsKey = !wanted || keyNames.some((name) => wanted.has(name));
  const filter: Filter | undefined = options.filter?.length ? parseFilter(options.filter) : undefined;
  const { startColumn, endColumn, timeRange } = options;
  const inColumnRange = (name: string): boolean =>
    (startColumn === undefined || name >= startColumn) && (endColumn === undefined || name < endColumn);

  return (row) => {
    const columns = new Map<string, readonly Version[]>();
    for (const [name, versions] of row.columns) {
      if ((wanted && !wanted.has(name)) || !inColumnRange(name)) continue;
      const picked = pick(versions);
      if (picked.length > 0) columns.set(name, picked);
    }
    // The filter sees only the requested columns; other columns count as missing.
    if (filter && !filter.test(columnReader(keyNames, row.primaryKey, columns))) return undefined;
    if (columns.size === 0 && (!wantsKey || (timeRange && !keepsKey))) return undefined;
    return toWire(row, columns, keyNames, filter?.page);
  };
}

function toWire(
  row: Row,
  columns: ReadonlyMap<string, readonly Version[]>,
  keyNames: readonly string[],
  page: Filter['page'],
): WireRow {
  let names: readonly string[] = sortedNames(columns);
  if (page) names = names.slice(page.offset, page.offset + page.limit);
  return {
    primaryKey: keyCells(row, keyNames),
    attributes: names.flatMap((name) =>
      (columns.get(name) ?? []).map((version): Cell => ({ name, ...version })),
    ),
  };
}

export function keyCells(row: Pick<Row, 'primaryKey'>, keyNames: readonly string[]): Cell[] {
  return row.primaryKey.map((value, index) => ({ name: keyNames[index] as string, value }));
}

function versionPicker(options: ReadOptions): VersionPicker {
  const { maxVersions, timeRange } = options;
  if (maxVersions === undefined && !timeRange) {
    throw parameterInvalid('No version condition is specified while querying row.');
  }
  if (maxVersions !== undefined && maxVersions <= 0) {
    throw parameterInvalid(`Invalid max versions: ${maxVersions} . Reason: Max versions must be positive.`);
  }
  const limit = maxVersions ?? Number.POSITIVE_INFINITY;
  if (!timeRange) return (versions) => versions.slice(0, limit);
  const { startTime, endTime, specificTime } = timeRange;
  if (specificTime !== undefined) {
    if (startTime !== undefined || endTime !== undefined) {
      throw parameterInvalid('Specific tiemstamp and time range cannot be given at the same time.');
    }
    if (specificTime < 0) throw parameterInvalid('Specific timestamp cannot be less than 0.');
    return (versions) => versions.filter((version) => version.timestamp === specificTime);
  }
  if (startTime === undefined || endTime === undefined) {
    throw parameterInvalid('Start and end time must be given at the same time.');
  }
  return (versions) =>
    versions
      .filter((version) => version.timestamp >= startTime && version.timestamp < endTime)
      .slice(0, limit);
}
