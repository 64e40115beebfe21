import { limits } from 'ros-template-check';
import { parameterInvalid } from '../errors';
import { checkIndexName } from '../instance-names';
import type { IndexField, IndexOptions, IndexSorter } from '../service';
import type { MutableOptions, TableDefinition } from '../table-definition';
import { ANALYZERS } from './analyzers';
import { dateReader } from './dates';

/** A search index as it was declared, and when (milliseconds since the epoch). */
export interface IndexDefinition extends IndexOptions {
  name: string;
  createdAt: number;
  /** Seconds; -1 keeps documents as long as their rows. */
  timeToLiveSeconds: number;
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkIndexDefinition(index: IndexDefinition, table: TableDefinition): void {
  checkIndexName(index.name);
  checkIndexable(table.options);
  const count = checkFields(index.fields, '');
  if (count === 0) throw parameterInvalid('Field schemas of a search index cannot be empty.');
  if (count > limits.tablestore.INDEX_FIELDS.max)
    throw parameterInvalid(`Field count ${count} exceeds the limit: ${limits.tablestore.INDEX_FIELDS.max}.`);
  for (const name of index.routingFields ?? []) {
    if (!table.primaryKey.some((column) => column.name === name)) {
      throw parameterInvalid(`Routing field '${name}' must be a primary key column.`);
    }
  }
  if (index.sort?.length && index.fields.some(({ type }) => type === 'NESTED')) {
    throw parameterInvalid('An index with NESTED fields cannot have an index sort.');
  }
  for (const { name } of index.sort ?? []) {
    if (name === undefined) continue;
    const field = index.fields.find((candidate) => candidate.name === name);
    const isKey = table.primaryKey.some((column) => column.name === name);
    if (!isKey && !field?.sortAndAggregate) {
      throw parameterInvalid(`Index sort field '${name}' must be a field with sort and aggregation enabled.`);
    }
  }
}

/**
 * Checks that a table may have a search index.
 * @throws OtsError `OTSParameterInvalid`
 */
export function checkIndexable(options: MutableOptions): void {
  if (options.maxVersions !== 1) {
    throw parameterInvalid(
      `The max versions of a table with a search index must be 1, ${options.maxVersions} given.`,
    );
  }
  if (options.timeToLiveSeconds !== -1 && options.allowUpdate && !options.updateFullRow) {
    throw parameterInvalid(
      'The time to live of a table with a search index must be -1 unless updates are disabled or of full rows, ' +
        `${options.timeToLiveSeconds} given.`,
    );
  }
}

/**
 * The order of an index. Where none was given it is that of the primary key, but an index with nested fields has none:
 * so the service's pages "Sorting and paging" (2026-08) and `ALIYUN::OTS::SearchIndex`. Its own sample
 * `searchPaginateByToken.js` pages through an index with a nested field without any sort; the pages are newer.
 */
export function indexSort({ sort, fields }: IndexOptions): readonly IndexSorter[] | undefined {
  if (sort?.length) return sort;
  return fields.some(({ type }) => type === 'NESTED') ? undefined : [{ order: 'ASC' }];
}

function checkFields(fields: readonly IndexField[], parent: string): number {
  const seen = new Set<string>();
  let count = 0;
  for (const field of fields) {
    const path = parent + field.name;
    if (seen.has(field.name)) throw parameterInvalid(`Duplicated field name: '${path}'.`);
    seen.add(field.name);
    if (field.type === 'TEXT' && field.sortAndAggregate) {
      throw parameterInvalid(`Field '${path}': TEXT does not support sort and aggregation.`);
    }
    if (field.type !== 'TEXT' && field.analyzer) {
      throw parameterInvalid(`Field '${path}': only TEXT can have an analyzer, '${field.analyzer}' given.`);
    }
    if (field.dateFormats && field.type !== 'DATE') {
      throw parameterInvalid(`Field '${path}': only DATE can have date formats.`);
    }
    for (const format of field.dateFormats ?? []) dateReader(format);
    if (field.highlighting && field.type !== 'TEXT') {
      throw parameterInvalid(`Field '${path}': only TEXT can have highlighting enabled.`);
    }
    if (field.analyzer && !ANALYZERS.includes(field.analyzer)) {
      throw parameterInvalid(
        `Field '${path}': the analyzer must be one of ${ANALYZERS.join(', ')}, '${field.analyzer}' given.`,
      );
    }
    if (field.type === 'NESTED' && !field.fields?.length) {
      throw parameterInvalid(`Field '${path}': NESTED needs sub-fields.`);
    }
    count += 1 + checkFields(field.fields ?? [], `${path}.`);
  }
  return count;
}
