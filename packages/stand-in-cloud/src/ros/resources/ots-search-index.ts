import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { IndexField, IndexOptions, Network, TablestoreService } from '../../tablestore/service';
import type { ResourceProvider } from '../provider';
import { flag, text, unsupported } from './forms';
import { unlessMissing } from './missing';
import { instanceName, OTS_MISSING } from './ots-instance';
import { tableName } from './ots-table';

const TYPES = limits.tablestore.INDEX_FIELD_TYPES;
type FieldType = (typeof TYPES)[number];

const fieldShape = {
  FieldName: text(),
  FieldType: z.enum(TYPES.map((type) => `FieldType.${type}` as const)),
  Index: flag().optional(),
  EnableSortAndAgg: flag().optional(),
  Store: flag().optional(),
  IsArray: flag().optional(),
  Analyzer: text().optional(),
};
const subField = z.strictObject(fieldShape);
const field = z.strictObject({ ...fieldShape, SubFieldSchemas: z.array(subField).optional() });
const sortOrder = z.enum(['ASC', 'DESC']).optional();

const properties = z.strictObject({
  InstanceName: instanceName(),
  TableName: tableName(),
  IndexName: text(),
  FieldSchemas: z.array(field).min(1),
  IndexSetting: z.strictObject({ RoutingFields: z.array(text()).optional() }).optional(),
  IndexSort: z
    .strictObject({
      Sorters: z
        .array(
          z.strictObject({
            FieldSort: z
              .strictObject({ FieldName: text(), SortOrder: sortOrder, SortMode: unsupported() })
              .optional(),
            PrimaryKeySort: z.strictObject({ SortOrder: z.literal('ASC').optional() }).optional(),
            ScoreSort: unsupported(),
            GeoDistanceSort: unsupported(),
          }),
        )
        .min(1),
    })
    .optional(),
});

type Properties = z.output<typeof properties>;

function fieldOf(given: z.output<typeof field>): IndexField {
  return {
    name: given.FieldName,
    type: given.FieldType.slice('FieldType.'.length) as FieldType,
    index: given.Index,
    sortAndAggregate: given.EnableSortAndAgg,
    store: given.Store,
    isArray: given.IsArray,
    analyzer: given.Analyzer,
    fields: given.SubFieldSchemas?.map(fieldOf),
  };
}

function optionsOf(given: Properties): IndexOptions {
  // Sorting by primary key is the default of an index.
  const sort = (given.IndexSort?.Sorters ?? []).flatMap(({ FieldSort }) =>
    FieldSort ? [{ name: FieldSort.FieldName, order: FieldSort.SortOrder ?? ('ASC' as const) }] : [],
  );
  return {
    fields: given.FieldSchemas.map(fieldOf),
    routingFields: given.IndexSetting?.RoutingFields,
    sort: sort.length > 0 ? sort : undefined,
  };
}

/** A search index cannot be changed. `Ref` gives instance, table and name. */
export function otsSearchIndex(
  tablestore: TablestoreService,
  network: Network,
): ResourceProvider<Properties> {
  return {
    type: 'ALIYUN::OTS::SearchIndex',
    properties,
    attributes: ['IndexName'],
    updatable: [],
    async create(given) {
      const { InstanceName, TableName, IndexName } = given;
      tablestore.reach(InstanceName, network);
      tablestore.createSearchIndex(InstanceName, TableName, IndexName, optionsOf(given));
      return { physicalId: `${InstanceName}/${TableName}/${IndexName}`, attributes: { IndexName } };
    },
    update: async (_id, given) => ({ IndexName: given.IndexName }),
    delete: (_id, given) =>
      unlessMissing(OTS_MISSING, () =>
        tablestore.deleteSearchIndex(given.InstanceName, given.TableName, given.IndexName),
      ),
  };
}
