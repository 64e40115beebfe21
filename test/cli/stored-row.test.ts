import { gzipSync } from 'node:zlib';
import { storedRow } from '../../cli/check/stored-row';
import { readPolicy } from '../../contract/policy/read-policy';
import { judgeRowBy } from '../../contract/policy/row-policy';
import { GZIPPED_REPORT_COLUMN, PRIMARY_KEY } from '../../contract/table';

const POLICY = readPolicy(
  '<policy><rule name="a" value="Format" tracktype="General" operator="exists"/></policy>',
  'p',
);
const rowWith = (columnValue: Buffer) =>
  storedRow(
    PRIMARY_KEY.map((name) => ({ name, value: name })),
    [{ columnName: GZIPPED_REPORT_COLUMN, columnValue, timestamp: 0 as never }],
  );

it.each([
  ['no gzip', Buffer.from('x')],
  ['cut off', gzipSync('<MediaInfo/>').subarray(0, 12)],
  ['far larger than any report', gzipSync(Buffer.alloc(70_000_000))],
])('does not end a check of all rows for one whose report is %s', (_, gzipped) => {
  const { cell, report } = rowWith(gzipped);
  expect(judgeRowBy(POLICY, cell, report)).toMatchObject({
    verdict: 'FAIL',
    failures: ['The report cannot be read'],
  });
});

it('unpacks what is one', () => {
  expect(rowWith(gzipSync('<MediaInfo/>')).report).toBe('<MediaInfo/>');
});
