import { timeOf } from '../../contract/query/times';
import { UsageError } from '../program/errors';

/**
 * The beginning of the time that `--since` names, in milliseconds since the epoch; undefined without the option.
 * @throws UsageError
 */
export function sinceOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const time = timeOf(text, now);
  if (time) return time.from;
  throw new UsageError(
    `--since: a date like '2026-11-01' or a distance like '-7d' is expected, '${text}' given.`,
  );
}
