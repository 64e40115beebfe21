import { timeOf } from '../../contract/query/times';
import { openSession, type Session } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { type BackfillCounts, describeMissing } from '../describe-again/describe-missing';
import { type Estimate, PRICES } from '../describe-again/estimate';
import { expectedCost } from '../describe-again/expected-cost';
import { invokerOf } from '../describe-again/invoker';
import { countObjects } from '../describe-again/list-objects';
import { progressOn } from '../describe-again/progress-bar';
import { RateLimit } from '../describe-again/rate-limit';
import { type BackfillState, defaultStateFile, StateFile } from '../describe-again/state-file';
import { indexOf } from '../find/find';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';

export interface BackfillOptions extends CommonOptions {
  prefix: string;
  since?: string;
  /** Objects per second. */
  rate: number;
  dryRun?: boolean;
  state?: string;
  restart?: boolean;
  exitCode?: boolean;
}

/** Has objects described whose row is missing or out of date. Continues an interrupted run. */
export async function backfill(options: BackfillOptions, terminal: Terminal): Promise<number> {
  const since = options.since === undefined ? undefined : timeOf(options.since, terminal.now());
  if (options.since !== undefined && !since) {
    throw new UsageError(
      `--since: a date like '2026-11-01' or a distance like '-7d' is expected, '${options.since}' given.`,
    );
  }
  const session = openSession(options, terminal);
  const { bucket } = session.target;
  const selection = { bucket, prefix: options.prefix, sinceOption: options.since ?? null };
  const file = new StateFile(options.state ?? defaultStateFile(terminal.env, selection), terminal.cwd);
  const fresh: BackfillState = { ...selection, since: since?.from ?? null, after: '', listed: 0, sent: 0 };
  if (options.dryRun) return dryRun(session, fresh, options, terminal);

  const state = resumed(file, selection, options) ?? fresh;
  if (state.after !== '')
    await write(terminal.stderr, `Going on after '${oneLine(state.after)}'; --restart begins anew.\n`);
  const counts = await send(session, state, file, options, terminal);
  await write(terminal.stdout, summary(counts, options, terminal, file));
  return codeFor(counts, options);
}

/** @throws UsageError when the state belongs to another selection */
function resumed(
  file: StateFile,
  selection: Pick<BackfillState, 'bucket' | 'prefix' | 'sinceOption'>,
  { restart }: BackfillOptions,
): BackfillState | undefined {
  if (restart) return undefined;
  const state = file.read();
  if (!state) return undefined;
  const { bucket, prefix, sinceOption } = state;
  if (JSON.stringify([bucket, prefix, sinceOption]) === JSON.stringify(Object.values(selection)))
    return state;
  throw new UsageError(
    `'${file.path}' is the state of another backfill: name another with --state, or --restart.`,
  );
}

async function send(
  session: Session,
  state: BackfillState,
  file: StateFile,
  options: BackfillOptions,
  terminal: Terminal,
): Promise<BackfillCounts> {
  const { invoke, accountId } = await invokerOf(session, terminal.interrupted);
  const progress = progressOn(terminal);
  // Counting takes one request per 1,000 objects, so it is faster than the work. When it is done, the
  // remaining time is known.
  const counting = terminal.stderr.isTTY
    ? countObjects(
        session,
        { prefix: state.prefix, since: state.since ?? undefined, after: state.after },
        progress.total,
      )
    : Promise.resolve();
  counting.catch(() => undefined); // The work reads the same list, and reports what is wrong with it.
  try {
    return await describeMissing(session, state, {
      now: terminal.now,
      progress,
      accountId,
      submitter: { invoke, limit: new RateLimit(options.rate), interrupted: terminal.interrupted },
      save: (now) => file.write(now),
      done: () => file.remove(),
    });
  } finally {
    progress.end();
  }
}

async function dryRun(
  session: Session,
  state: BackfillState,
  options: BackfillOptions,
  terminal: Terminal,
): Promise<number> {
  const progress = progressOn(terminal);
  const counts = await describeMissing(session, state, {
    now: terminal.now,
    progress,
    save: () => {},
    done: () => {},
  });
  progress.end();
  const estimate = await expectedCost(indexOf(session), needing(counts));
  const text = options.json
    ? `${jsonText({ ...counts, estimate: { ...estimate, pricesOf: PRICES.asOf } })}\n`
    : `${found(counts)}\n${price(counts, estimate)}`;
  await write(terminal.stdout, text);
  return codeFor(counts, options);
}

const needing = ({ missing, replaced, outdated, unannounced }: BackfillCounts): number =>
  missing + replaced + outdated + unannounced;

const codeFor = (counts: BackfillCounts, { exitCode }: BackfillOptions): number =>
  exitCode && needing(counts) > 0 ? 1 : 0;

const number = (value: number): string => value.toLocaleString('en-US');

function found({ listed, missing, replaced, outdated, unannounced }: BackfillCounts): string {
  return (
    `${number(listed)} objects looked at: ${number(missing)} without a row, ${number(replaced)} changed since, ` +
    `${number(outdated)} with an outdated description${unannounced > 0 ? `, ${number(unannounced)} whose event did not go out` : ''}.`
  );
}

function price(
  counts: BackfillCounts,
  { dollars, ossRequests, tablestoreWriteUnits, basis }: Estimate,
): string {
  const objects = needing(counts);
  return (
    `Describing ${number(objects)} would cost about USD ${dollars.toFixed(2)} of Function Compute ` +
    `(an estimate, list prices of ${PRICES.asOf}, from ${basis}),\n` +
    `about ${number(ossRequests)} requests to OSS and ${number(tablestoreWriteUnits)} write units of Tablestore.\n`
  );
}

function summary(
  counts: BackfillCounts,
  { json }: BackfillOptions,
  { interrupted }: Terminal,
  file: StateFile,
): string {
  if (json) return `${jsonText({ ...counts, interrupted: interrupted.aborted })}\n`;
  const end = interrupted.aborted
    ? `Interrupted: the same command goes on from here (${oneLine(file.path)}).`
    : counts.sent > 0
      ? 'Their rows follow as the function describes them.'
      : 'Every row is right.';
  const invocations = `${number(counts.invocations)} invocation${counts.invocations === 1 ? '' : 's'}`;
  return `${found(counts)}\n${number(counts.sent)} sent to the function in ${invocations}. ${end}\n`;
}
