import { parseFilter } from '../../src/tablestore/filters';
import { encodeMessage } from '../../src/tablestore/messages';
import { encodeVariant } from '../../src/tablestore/plain-buffer/variant';
import { TableStore } from './sdk';
import {
  attributes,
  INSTANCE,
  key,
  OBJECTS_TABLE,
  type Refusal,
  refusal,
  type Stage,
  startStage,
  TABLE,
} from './support';

const { ComparatorType, LogicalOperator, RowExistenceExpectation } = TableStore;
const FAILED: Refusal = { status: 403, code: 'OTSConditionCheckFail', message: 'Condition check failed.' };

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterAll(() => stage.server.close());

const long = (value: number): unknown => TableStore.Long.fromNumber(value);

function put(
  name: string,
  columns: Record<string, unknown>[],
  existence: number,
  column?: unknown,
): Promise<unknown> {
  const condition = new TableStore.Condition(existence, column);
  return stage.client.putRow({
    tableName: TABLE,
    condition,
    primaryKey: key(name),
    attributeColumns: columns,
  });
}

const { IGNORE, EXPECT_EXIST, EXPECT_NOT_EXIST } = RowExistenceExpectation;

const size = (comparator: number, value: number, passIfMissing?: boolean): unknown =>
  new TableStore.SingleColumnCondition('Size', long(value), comparator, passIfMissing);

function composite(operator: number, ...conditions: unknown[]): unknown {
  const result = new TableStore.CompositeCondition(operator);
  for (const condition of conditions) result.addSubCondition(condition);
  return result;
}

describe('row existence', () => {
  it('writes a row only where there is none', async () => {
    await put('once', [{ Size: long(1) }], EXPECT_NOT_EXIST);

    expect(await refusal(put('once', [{ Size: long(2) }], EXPECT_NOT_EXIST))).toEqual(FAILED);
  });

  it('writes a row only where there is one', async () => {
    expect(await refusal(put('absent', [{ Size: long(1) }], EXPECT_EXIST))).toEqual(FAILED);
    await put('absent', [{ Size: long(1) }], IGNORE);
    await put('absent', [{ Size: long(2) }], EXPECT_EXIST);
  });

  it('checks deletes and updates too', async () => {
    const condition = new TableStore.Condition(EXPECT_EXIST);
    const remove = stage.client.deleteRow({ tableName: TABLE, condition, primaryKey: key('nobody') });
    const update = stage.client.updateRow({
      tableName: TABLE,
      condition,
      primaryKey: key('nobody'),
      updateOfAttributeColumns: [{ PUT: [{ Size: long(1) }] }],
    });

    expect(await refusal(remove)).toEqual(FAILED);
    expect(await refusal(update)).toEqual(FAILED);
  });
});

describe('column conditions', () => {
  beforeEach(() => put('c', [{ Size: long(10) }], IGNORE));

  it.each([
    ['EQUAL', 10, 9],
    ['NOT_EQUAL', 9, 10],
    ['GREATER_THAN', 9, 10],
    ['GREATER_EQUAL', 10, 11],
    ['LESS_THAN', 11, 10],
    ['LESS_EQUAL', 10, 9],
  ] as const)('%s lets %d pass and refuses %d', async (name, passes, fails) => {
    const comparator = ComparatorType[name];

    expect(await refusal(put('c', [{ Size: long(0) }], IGNORE, size(comparator, fails)))).toEqual(FAILED);
    await put('c', [{ Size: long(10) }], IGNORE, size(comparator, passes));
  });

  it('combines conditions with and, or, not, also more than two', async () => {
    const yes = size(ComparatorType.EQUAL, 10);
    const no = size(ComparatorType.EQUAL, 11);
    const columns = [{ Size: long(10) }];

    await put('c', columns, IGNORE, composite(LogicalOperator.AND, yes, yes, yes));
    await put('c', columns, IGNORE, composite(LogicalOperator.OR, no, no, yes));
    await put('c', columns, IGNORE, composite(LogicalOperator.NOT, no));
    expect(await refusal(put('c', columns, IGNORE, composite(LogicalOperator.AND, yes, no)))).toEqual(FAILED);
    expect(await refusal(put('c', columns, IGNORE, composite(LogicalOperator.NOT, yes)))).toEqual(FAILED);
    expect(await refusal(put('c', columns, IGNORE, composite(LogicalOperator.OR, yes)))).toMatchObject({
      code: 'OTSParameterInvalid',
      message: 'Invalid AND/OR operator: the number of sub-filters must be more than 1.',
    });
  });

  it('takes a missing column as the condition says', async () => {
    const other = (passIfMissing: boolean): unknown =>
      new TableStore.SingleColumnCondition('Nothing', 'x', ComparatorType.EQUAL, passIfMissing);

    await put('c', [{ Size: long(10) }], IGNORE, other(true));
    expect(await refusal(put('c', [{ Size: long(10) }], IGNORE, other(false)))).toEqual(FAILED);
  });

  it('takes a missing row as one without columns', async () => {
    await put('new-row', [{ Size: long(1) }], IGNORE, size(ComparatorType.EQUAL, 5, true));
    const call = put('newer-row', [{ Size: long(1) }], IGNORE, size(ComparatorType.EQUAL, 5, false));

    expect(await refusal(call)).toEqual(FAILED);
  });

  it('never matches a value of another type', async () => {
    const text = new TableStore.SingleColumnCondition('Size', '10', ComparatorType.EQUAL);

    expect(await refusal(put('c', [{ Size: long(10) }], IGNORE, text))).toEqual(FAILED);
  });

  it('can name a key column', async () => {
    const bucket = new TableStore.SingleColumnCondition('BucketName', 'other', ComparatorType.EQUAL);

    expect(await refusal(put('c', [{ Size: long(10) }], IGNORE, bucket))).toEqual(FAILED);
  });

  it('leaves the row as it was when it fails', async () => {
    await refusal(put('c', [{ Size: long(0) }], IGNORE, size(ComparatorType.EQUAL, 99)));

    const { row } = await stage.client.getRow({ tableName: TABLE, primaryKey: key('c') });
    expect(attributes(row)).toEqual({ Size: 10 });
  });
});

it('refuses a filter that transfers values, which other clients can send, rather than ignoring the rule', async () => {
  const rule = Buffer.from([0x32, 3, 0x0a, 1, 0x2e]);
  const single = encodeMessage('filter', 'SingleColumnValueFilter', {
    comparator: 1,
    columnName: 'Size',
    columnValue: encodeVariant({ type: 'INTEGER', value: 1n }),
    filterIfMissing: false,
    latestVersionOnly: true,
  });
  const filter = encodeMessage('filter', 'Filter', { type: 1, filter: Buffer.concat([single, rule]) });

  expect(() => parseFilter(filter)).toThrow(/ValueTransferRule is not offered/);
});

it('lets exactly one of many concurrent conditional writers win', async () => {
  await put('race', [{ Size: long(0) }], IGNORE);
  const attempts = Array.from({ length: 20 }, (_, index) =>
    put('race', [{ Size: long(index + 1) }], EXPECT_EXIST, size(ComparatorType.EQUAL, 0)),
  );

  const outcomes = await Promise.allSettled(attempts);

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
