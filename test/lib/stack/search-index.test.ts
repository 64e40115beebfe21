import { COLUMNS, type Column } from '../../../contract/columns';
import { SEARCH_INDEX, searchFields, searchIndexName } from '../../../contract/search-index';
import { PRIMARY_KEY } from '../../../contract/table';
import { readable } from '../support/readable';
import { properties } from '../support/synthesized';

const column = (fields: Partial<Column>): Column => ({
  name: 'A',
  type: 'string',
  source: 'a test',
  description: 'A column.',
  example: '',
  ...fields,
});

/** The digits stand for the fields. */
const ID = `MetadataIndex${SEARCH_INDEX.split('_')[1]}`;

const index = readable(properties(ID)) as { FieldSchemas: Record<string, unknown>[] };

describe('the search index', () => {
  it('is one over the table, by the name that the commands know', () => {
    expect(index).toMatchObject({
      InstanceName: `\${MetadataInstance.InstanceName}`,
      TableName: `\${MetadataTable.TableName}`,
      IndexName: SEARCH_INDEX,
    });
  });

  it('has another name as soon as a field differs, so that an update makes it beside the old one', () => {
    const names = [
      searchIndexName(),
      searchIndexName([...COLUMNS, column({})]),
      searchIndexName(COLUMNS.map((one, at) => (at === 0 ? { ...one, type: 'double' as const } : one))),
    ];

    expect(new Set(names)).toHaveProperty('size', 3);
    // A description is no part of the index.
    expect(searchIndexName(COLUMNS.map((one) => ({ ...one, description: 'Another.' })))).toBe(names[0]);
    for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/);
  });

  it('holds the primary key and every column but those that nobody searches', () => {
    const left = COLUMNS.filter(({ search, type }) => search === 'none' || type === 'binary');

    expect(index.FieldSchemas.map(({ FieldName }) => FieldName)).toStrictEqual([
      ...PRIMARY_KEY,
      ...COLUMNS.filter((one) => !left.includes(one)).map(({ name }) => name),
    ]);
    expect(left.map(({ name }) => name)).toContain('RevisionId');
  });

  it('stays within the fields that an index can have, those in fields counted', () => {
    const inner = index.FieldSchemas.flatMap(({ SubFieldSchemas = [] }) => SubFieldSchemas as object[]);
    expect(inner.length).toBeGreaterThan(0);
    expect(inner.length).toBeLessThanOrEqual(100);
    expect(index.FieldSchemas.length + inner.length).toBeLessThanOrEqual(500);
  });

  it('asks about one track in a nested field, which is neither stored nor sorted', () => {
    const tracks = index.FieldSchemas.find(({ FieldName }) => FieldName === 'Tracks')!;
    expect(tracks).toEqual({
      FieldName: 'Tracks',
      FieldType: 'FieldType.NESTED',
      SubFieldSchemas: expect.arrayContaining([
        { FieldName: 'Language', FieldType: 'FieldType.KEYWORD', Index: true },
        { FieldName: 'Channels', FieldType: 'FieldType.LONG', Index: true },
        { FieldName: 'FrameRate', FieldType: 'FieldType.DOUBLE', Index: true },
        { FieldName: 'Default', FieldType: 'FieldType.BOOLEAN', Index: true },
        { FieldName: 'HdrFormats', FieldType: 'FieldType.KEYWORD', Index: true, IsArray: true },
      ]),
    });
  });

  it('holds positions as geo-points', () => {
    expect(index.FieldSchemas.find(({ FieldName }) => FieldName === 'GpsPosition')).toEqual({
      FieldName: 'GpsPosition',
      FieldType: 'FieldType.GEOPOINT',
      Index: true,
      Store: true,
    });
  });

  it.each<[Partial<Column>, Record<string, unknown>]>([
    [{ type: 'string' }, { fieldType: 'FieldType.KEYWORD', enableSortAndAgg: true }],
    [{ type: 'integer' }, { fieldType: 'FieldType.LONG', enableSortAndAgg: true }],
    [{ type: 'double' }, { fieldType: 'FieldType.DOUBLE', enableSortAndAgg: true }],
    [{ type: 'boolean' }, { fieldType: 'FieldType.BOOLEAN', enableSortAndAgg: true }],
    [{ type: 'time' }, { fieldType: 'FieldType.KEYWORD', enableSortAndAgg: true }],
    [{ type: 'list' }, { fieldType: 'FieldType.KEYWORD', enableSortAndAgg: true, isArray: true }],
  ])('indexes %j exactly, sorted and counted', (fields, expected) => {
    expect(searchFields([column(fields)]).at(-1)).toEqual({
      fieldName: 'A',
      index: true,
      store: true,
      ...expected,
    });
  });

  it('indexes words, which cannot be sorted', () => {
    expect(searchFields([column({ search: 'text' })]).at(-1)).toEqual({
      fieldName: 'A',
      fieldType: 'FieldType.TEXT',
      index: true,
      store: true,
    });
  });

  it('leaves out what is not to be searched, and bytes', () => {
    expect(searchFields([column({ search: 'none' }), column({ type: 'binary' })])).toHaveLength(2);
  });
});
