import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Policy } from '../../contract/policy/policy';
import { judgeRowBy, type PolicyCells, policyCells } from '../../contract/policy/row-policy';
import type { Verdict } from '../../contract/policy/verdict';
import type { Expression } from '../../contract/query/ast';
import { parseQuery } from '../../contract/query/parse';
import { openSession, type Session } from '../cloud/session';
import { progressOn } from '../describe-again/progress-bar';
import { RateLimit } from '../describe-again/rate-limit';
import type { StateFile } from '../describe-again/state-file';
import { indexOf } from '../find/find';
import { jsonText, oneLine } from '../program/printable';
import { sideBySide } from '../program/side-by-side';
import { type Terminal, write } from '../program/terminal';
import { toSearchQuery } from '../search/to-search-query';
import { type CheckCounts, type CheckState, checkStateFile, NO_COUNTS, resumedFrom } from './check-state';
import type { CheckOptions } from './options';
import { ahead } from './read-ahead';
import { reasonsOf } from './reasons';
import { columnsFor, type StoredRow, storedRow } from './stored-row';
import { outputOf } from './verdict-output';
import { writeVerdict } from './write-verdict';

/** As many rows as one connection of the client writes without a queue of its own. */
const WRITES_AT_ONCE = 16;

/** Judges the rows that a query finds, in the order of the primary key. Only two pages of them are in memory. */
export async function checkRows(
  policy: Policy,
  query: string,
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const expression = parseQuery(query, terminal.now());
  const session = openSession(options, terminal);
  const selection = { table: session.target.table, query, policy: policy.hash };
  const file = checkStateFile(options, selection, terminal);
  const before = options.restart || !file ? undefined : resumedFrom(file, selection);
  if (before) {
    await write(terminal.stderr, `Going on after '${oneLine(before.after[0])}'; --restart begins anew.\n`);
  }
  const state: CheckState = before ?? { ...selection, after: ['', ''], counts: NO_COUNTS };
  const counts = await run({ policy, expression, session, state, file, options, terminal });
  await write(terminal.stderr, summary(policy, counts, options, terminal, file));
  return counts.failed > 0 ? 1 : 0;
}

interface Run {
  policy: Policy;
  expression: Expression;
  session: Session;
  state: CheckState;
  file: StateFile<CheckState> | undefined;
  options: CheckOptions;
  terminal: Terminal;
}

async function run({
  policy,
  expression,
  session,
  state,
  file,
  options,
  terminal,
}: Run): Promise<CheckCounts> {
  const { interrupted } = terminal;
  const counts = { ...state.counts };
  const index = indexOf(session);
  const query = toSearchQuery(from(expression, state.after[0]));
  const columns = columnsFor(policy, options.write === true);
  const progress = progressOn(terminal, { objects: 'rows', sent: options.write ? 'written' : '' });
  // The number is only for the bar; a search that fails says so below.
  if (terminal.stderr.isTTY) index.count(query).then(progress.total, () => undefined);
  const limit = options.rate === undefined ? undefined : new RateLimit(options.rate);
  const output = outputOf(options, policy.name, terminal);
  const cellsFor = (row: StoredRow, verdict = judged(policy, row)): PolicyCells => {
    const version = row.cell('MediaInfoVersion') ?? session.target.describedWith.mediaInfoVersion ?? '';
    return policyCells(policy, verdict, String(version));
  };
  await output.begin();
  try {
    for await (const page of ahead(index.findStored({ query, sort: [], columns }))) {
      const rows = page.map(({ primaryKey, attributes }) => storedRow(primaryKey, attributes));
      const open = rows.filter((row) => isAfter(row, state.after));
      await limit?.take(open.length, interrupted).catch(() => undefined);
      if (interrupted.aborted) return counts;
      const verdicts = open.map((row) => judged(policy, row));
      if (options.write) {
        await sideBySide([...open.entries()], WRITES_AT_ONCE, async ([i, row]) => {
          // Judged anew only when the row changed meanwhile.
          const isWritten = await writeVerdict(session, row, columns, (now) =>
            now === row ? cellsFor(row, verdicts[i]) : cellsFor(now),
          );
          if (!isWritten) return;
          counts.written += 1;
          progress.sent(1);
        });
      }
      await output.rows(
        open.map(({ key, bucket, cell }, i) => {
          const { verdict, failures, warnings } = verdicts[i]!;
          return { key, bucket, verdict, failures, warnings, reasons: reasonsOf(verdicts[i]!, cell) };
        }),
      );
      for (const { verdict } of verdicts) add(counts, verdict);
      progress.advance(open.length);
      const last = open.at(-1);
      if (last) file?.write({ ...state, after: [last.objectKey, last.bucket], counts });
      // Judging takes no turn of the event loop by itself, and a person may want to end it.
      await nextTurn();
      if (interrupted.aborted) return counts;
    }
    file?.remove();
    await output.end();
    return counts;
  } finally {
    progress.end();
  }
}

const judged = (policy: Policy, { cell, report }: StoredRow): Verdict => judgeRowBy(policy, cell, report);

function add(counts: CheckCounts, verdict: Verdict['verdict']): void {
  counts.judged += 1;
  if (verdict === 'PASS') counts.passed += 1;
  else if (verdict === 'WARN') counts.warned += 1;
  else counts.failed += 1;
}

/** The rows from a key on. The row of that key itself may be one of several buckets. */
function from(expression: Expression, key: string): Expression {
  if (key === '') return expression;
  const rest: Expression = {
    kind: 'compare',
    column: 'ObjectKey',
    operator: '>=',
    value: { type: 'text', text: key },
  };
  return expression.kind === 'all' ? rest : { kind: 'and', operands: [expression, rest] };
}

const isAfter = ({ objectKey, bucket }: StoredRow, [key, ofBucket]: CheckState['after']): boolean =>
  objectKey !== key || bucket > ofBucket;

const number = (value: number): string => value.toLocaleString('en-US');

function summary(
  policy: Policy,
  counts: CheckCounts,
  { json, write: isWriting }: CheckOptions,
  { interrupted }: Terminal,
  file: StateFile<CheckState> | undefined,
): string {
  if (json) return `${jsonText({ policy: policy.name, ...counts, interrupted: interrupted.aborted })}\n`;
  const { judged: rows, passed, warned, failed, written } = counts;
  const end =
    interrupted.aborted && file
      ? ` Interrupted: the same command goes on from here (${oneLine(file.path)}).`
      : '';
  const wrote = isWriting ? ` ${number(written)} written.` : '';
  return (
    `${oneLine(policy.name)}: ${number(rows)} judged, ${number(passed)} pass, ${number(warned)} warn, ` +
    `${number(failed)} fail.${wrote}${end}\n`
  );
}
