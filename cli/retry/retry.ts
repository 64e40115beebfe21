import { parseQuery } from '../../contract/query/parse';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { invokerOf } from '../describe-again/invoker';
import { progressOn } from '../describe-again/progress-bar';
import { RateLimit } from '../describe-again/rate-limit';
import { sendFound } from '../describe-again/send-found';
import { DID_NOT_WORK } from '../failed/failed';
import { indexOf } from '../find/find';
import { jsonText } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { toSearchQuery } from '../search/to-search-query';

export interface RetryOptions extends CommonOptions {
  /** Objects per second. */
  rate: number;
  dryRun?: boolean;
  exitCode?: boolean;
}

/** Has what did not work, or what a query finds, described again. Exit code 1 when there was any of it and that is asked for. */
export async function retry(query: string, options: RetryOptions, terminal: Terminal): Promise<number> {
  const asked = parseQuery(query, terminal.now());
  const searched = toSearchQuery(asked.kind === 'all' ? DID_NOT_WORK : asked);
  const session = openSession(options, terminal);
  const index = indexOf(session);
  const found = await index.count(searched);
  if (options.dryRun || found === 0) {
    await report({ found, sent: 0 }, options, terminal);
    return codeFor(found, options);
  }
  const { invoke, accountId } = await invokerOf(session, terminal.interrupted);
  const progress = progressOn(terminal);
  progress.total(found);
  let sent = 0;
  const submitter = {
    invoke,
    limit: new RateLimit(options.rate),
    interrupted: terminal.interrupted,
    onSent: (objects: number) => {
      sent += objects;
      progress.advance(objects);
      progress.sent(objects);
    },
  };
  try {
    const origin = { region: session.target.region, accountId, now: terminal.now };
    await sendFound(index, searched, origin, submitter);
  } finally {
    progress.end();
  }
  await report({ found, sent }, options, terminal);
  return codeFor(found, options);
}

const codeFor = (found: number, { exitCode }: RetryOptions): number => (found > 0 && exitCode ? 1 : 0);

async function report(
  { found, sent }: { found: number; sent: number },
  { json, dryRun }: RetryOptions,
  { stdout, stderr, interrupted }: Terminal,
): Promise<void> {
  if (json) {
    await write(stdout, `${jsonText({ found, sent })}\n`);
    return;
  }
  const objects = `${found.toLocaleString('en-US')} object${found === 1 ? '' : 's'}`;
  if (found === 0) await write(stderr, 'Nothing to do.\n');
  else if (dryRun) await write(stdout, `${objects} would be described again.\n`);
  else if (interrupted.aborted) await write(stdout, `Interrupted: ${sent} of ${objects} sent.\n`);
  else await write(stdout, `${sent} of ${objects} sent to the function. Their rows follow.\n`);
}
