import { markdownTable as table } from '../../cli/output/table';
import { dollarsPerMillion, type FunctionSize } from '../cost/function-size';
import type { Bottleneck } from './limits';
import { type Scenario, UPLOAD_SECONDS, UPLOADS_PER_SECOND } from './scenarios';
import type { Outcome } from './simulate';

const SECONDS_PER_DAY = 86_400;
const BILLION = 1_000_000_000;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
/** Three digits that tell something. */
const brief = (value: number): string => (value < 100 ? String(Number(value.toPrecision(3))) : whole(value));

/** Table and remedies. @param exact sorted, what limits first is first */
export function printBottlenecks(exact: readonly Bottleneck[], fast: readonly Bottleneck[]): string {
  const rows = exact.map(({ limit, uses, objectsPerSecond }) => {
    const other = fast.find((one) => one.limit === limit)!;
    return [
      `${limit.what}${limit.source === 'assumed' ? ' (not confirmed)' : ''}`,
      `${whole(limit.allows)} ${limit.unit}`,
      brief(uses),
      whole(objectsPerSecond),
      brief(other.uses),
      whole(other.objectsPerSecond),
      brief(BILLION / objectsPerSecond / SECONDS_PER_DAY),
    ];
  });
  const remedies = exact.map(({ limit: { what, remedy } }) => `- ${what}: ${remedy}`);
  const limits = table(
    [
      'What limits',
      'It allows',
      '`exact` uses',
      '`exact`, objects/s',
      '`fast` uses',
      '`fast`, objects/s',
      'A billion in `exact`, days',
    ],
    rows,
  );
  return [limits, 'What to do:', remedies.join('\n')].join('\n\n');
}

/** @param share between 0 and 1 */
const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;

/** A scenario both ways: events that find no instance wait in turn, or for doubling times. */
export interface Played extends Scenario {
  inTurn: Outcome;
  doubling: Outcome;
}

export function printOutcomes(played: readonly Played[], size: FunctionSize): string {
  const rows = played.map(({ name, inTurn, doubling }) => [
    name,
    whole(inTurn.described / inTurn.endSeconds),
    brief(quantile(inTurn.seconds, 0.5)),
    brief(quantile(inTurn.seconds, 0.95)),
    whole(inTurn.endSeconds),
    whole(inTurn.mostInstances),
    brief(inTurn.billedSeconds),
    dollarsPerMillion(size, inTurn.billedSeconds * 1_000).toFixed(2),
    whole(doubling.endSeconds),
    whole(doubling.givenUp),
  ]);
  return table(
    [
      `${whole(UPLOADS_PER_SECOND)} uploads/s for ${UPLOAD_SECONDS} s`,
      'Rows/s',
      'Median s to the row',
      'p95 s',
      'Last row after s',
      'Most instances',
      'Billed s',
      'USD per million',
      'Doubling waits: last row after s',
      'Doubling waits: given up',
    ],
    rows,
  );
}
