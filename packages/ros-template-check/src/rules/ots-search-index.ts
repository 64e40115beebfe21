import { tablestore as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOn, isWithin } from '../scalars';
import { type Fields, fieldsOf, listOf } from '../syntax';
import { textOf } from '../syntax/text-of';
import { valuesAt } from '../values';
import { otsNameRule } from './ots-name';

const type = 'ALIYUN::OTS::SearchIndex';

/** The type of an index field for each type of a primary key column. */
const KEY_TYPES: Readonly<Record<string, string>> = {
  INTEGER: 'FieldType.LONG',
  STRING: 'FieldType.KEYWORD',
};

const isText = (value: unknown) => fieldsOf(value)['FieldType'] === 'FieldType.TEXT';
/** Number of fields, with nested ones. */
function countFields(fields: unknown): number {
  return listOf(fields).reduce<number>(
    (sum, field) => sum + 1 + countFields(fieldsOf(field)['SubFieldSchemas']),
    0,
  );
}

function fieldProblems(properties: Fields, key: string, isWrong: (field: Fields) => boolean) {
  return valuesAt(properties, 'FieldSchemas.*')
    .filter(({ value }) => isWrong(fieldsOf(value)))
    .map(({ path, value }) => ({ path: `${path}.${key}`, value: fieldsOf(value)[key] }));
}

export const OTS_SEARCH_INDEX_RULES: Rule[] = [
  otsNameRule({
    id: 'ots-index-name',
    type,
    path: 'IndexName',
  }),
  propertyRule({
    id: 'ots-index-field-type',
    type,
    path: 'FieldSchemas.*.FieldType',
    must: `must be FieldType. and one of ${limits.INDEX_FIELD_TYPES.join(', ')}`,
    required: true,
    holds: (kind) => limits.INDEX_FIELD_TYPES.some((name) => kind === `FieldType.${name}`),
  }),
  otsNameRule({
    id: 'ots-index-field-name',
    type,
    path: 'FieldSchemas.*.FieldName',
    required: true,
  }),
  resourceRule({
    id: 'ots-index-field-unique',
    type,
    must: 'must not index a column twice',
    check: ({ properties }) => {
      const names = valuesAt(properties, 'FieldSchemas.*.FieldName');
      return names.filter(({ value }, index) => names.findIndex((one) => one.value === value) < index);
    },
  }),
  propertyRule({
    id: 'ots-index-field-count',
    type,
    path: 'FieldSchemas',
    must: `must list ${inWords(limits.INDEX_FIELDS)} fields, those in fields counted`,
    holds: (fields) => isWithin(countFields(fields), limits.INDEX_FIELDS),
  }),
  resourceRule({
    id: 'ots-index-analyzer',
    type,
    must: 'must be given only for fields of type TEXT',
    check: ({ properties }) =>
      fieldProblems(properties, 'Analyzer', (field) => field['Analyzer'] !== undefined && !isText(field)),
  }),
  resourceRule({
    id: 'ots-index-sort',
    type,
    must: 'must be off for fields of type TEXT, which have no order',
    check: ({ properties }) =>
      fieldProblems(
        properties,
        'EnableSortAndAgg',
        (field) => isOn(field['EnableSortAndAgg']) && isText(field),
      ),
  }),
  resourceRule({
    id: 'ots-index-key-type',
    type,
    must: 'must fit the primary key column: KEYWORD or TEXT for STRING, LONG for INTEGER',
    check: ({ properties }, model) => {
      const { InstanceName, TableName } = properties;
      const table = model.find('ALIYUN::OTS::Table', { InstanceName, TableName });
      const kinds = new Map(
        valuesAt(table?.properties, 'PrimaryKey.*').map(({ value }) => [
          fieldsOf(value)['Name'],
          KEY_TYPES[textOf(fieldsOf(value)['Type'])],
        ]),
      );
      return fieldProblems(properties, 'FieldType', (field) => {
        const wanted = kinds.get(field['FieldName']);
        const fits = wanted === field['FieldType'] || (wanted === KEY_TYPES['STRING'] && isText(field));
        return wanted !== undefined && !fits;
      });
    },
  }),
];
