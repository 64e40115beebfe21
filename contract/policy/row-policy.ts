import { COLUMNS, MEDIA_COLUMNS, maxBytesOf } from '../columns';
import { fittingList } from '../columns/fitting-list';
import { columnsIn } from '../query/columns-in';
import type { CellReader, StoredCell } from '../query/evaluate';
import type { Row } from '../row';
import { cutAtCharacter } from '../row-key';
import type { Status } from '../statuses';
import { judge } from './judge';
import { asksReport, eachRule, type Policy } from './policy';
import { XmlError } from './read-xml';
import { type Verdict, verdictOf } from './verdict';

const bytesOf = (name: string): number => maxBytesOf(COLUMNS.find((column) => column.name === name)!);
const MAX_BYTES = { list: bytesOf('PolicyFailures'), name: bytesOf('PolicyName') };

/** The columns that a policy writes. */
export const POLICY_COLUMN_NAMES = [
  'Policy',
  'PolicyFailures',
  'PolicyWarnings',
  'PolicyName',
  'PolicyVersion',
] as const;
export type PolicyCells = Pick<Row, (typeof POLICY_COLUMN_NAMES)[number]>;

/** Stands for all rules that ask a report, where there is none. */
const NO_REPORT = 'There is no report';
const UNREADABLE_REPORT = 'The report cannot be read';

/** Of objects that MediaInfo has not looked at, so that columns of the report are absent whatever is in the object. */
const UNSEEN: ReadonlySet<StoredCell> = new Set<Status>([
  'EMPTY',
  'ARCHIVED',
  'ENCRYPTED',
  'TOO_SLOW',
  'TOO_LARGE',
  'FAILED',
]);
const OF_REPORT = new Set(MEDIA_COLUMNS.map(({ name }) => name));

const asksMedia = ({ root }: Policy): boolean => {
  let asks = false;
  eachRule(root, ({ test }) => {
    asks ||= test.by === 'query' && columnsIn(test.query).some((column) => OF_REPORT.has(column));
  });
  return asks;
};

/**
 * The verdict on a row. Without a report, such as of an object that could not be read, a policy that asks one fails, and
 * so does one that asks its columns and holds only since they are absent: what cannot be looked at is not accepted.
 */
export function judgeRowBy(policy: Policy, cell: CellReader, report: string | undefined): Verdict {
  const unseen: Verdict = { verdict: 'FAIL', failures: [NO_REPORT], warnings: [], findings: [] };
  if (report === undefined && asksReport(policy)) return unseen;
  try {
    const verdict = verdictOf(judge(policy, { cell, report }));
    return verdict.verdict !== 'FAIL' && UNSEEN.has(cell('Status')) && asksMedia(policy) ? unseen : verdict;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { verdict: 'FAIL', failures: [UNREADABLE_REPORT], warnings: [], findings: [] };
  }
}

/** @param mediaInfoVersion that made the report, or would make it */
export function policyCells(policy: Policy, verdict: Verdict, mediaInfoVersion: string): PolicyCells {
  const [failures, warnings] = [verdict.failures, verdict.warnings].map((names) =>
    fittingList(names, MAX_BYTES.list),
  );
  return {
    Policy: verdict.verdict,
    ...(failures === undefined ? {} : { PolicyFailures: failures }),
    ...(warnings === undefined ? {} : { PolicyWarnings: warnings }),
    PolicyName: cutAtCharacter(policy.name, MAX_BYTES.name),
    PolicyVersion: `${policy.hash}@${mediaInfoVersion}`,
  };
}
