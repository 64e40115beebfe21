import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { objectOf } from '../cloud/object-of';
import { type ObjectRow, readRow } from '../cloud/rows';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { UsageError } from '../program/errors';
import { oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { rowsOfFiles } from '../try/rows-of-files';
import { resolveInputs } from '../upload/inputs';
import { policyOfReport } from './policy-of-report';
import { policyOfRow } from './policy-of-row';

export interface PolicyOptions extends CommonOptions {
  xml?: boolean;
  name?: string;
}

/** `policy new SOURCE` prints a policy that the file passes. Exit code 1 when there is no report of it. */
export async function policy(
  [action, source = '']: readonly string[],
  options: PolicyOptions,
  terminal: Terminal,
): Promise<number> {
  if (action !== 'new')
    throw new UsageError(`'media policy new KEY' or 'media policy new FILE' is expected, '${action}' given.`);
  const row = await rowOf(source, options, terminal);
  if (!row) {
    await write(terminal.stderr, `No row for '${oneLine(source)}', and no such file here.\n`);
    return 1;
  }
  const name = options.name ?? `Like ${source.slice(source.lastIndexOf('/') + 1)}`;
  const text = options.xml ? row.xml && policyOfReport(row.xml, name) : policyOfRow(row.columns, name);
  if (!text) {
    await write(
      terminal.stderr,
      `No report for '${oneLine(source)}': ${oneLine(row.reason ?? row.status)}\n`,
    );
    return 1;
  }
  if (row.status !== 'DESCRIBED') {
    await write(
      terminal.stderr,
      `Is this a good file? '${oneLine(source)}' is ${oneLine(row.status)}: ${oneLine(row.reason ?? '')}\n`,
    );
  }
  await write(terminal.stdout, text);
  return 0;
}

async function rowOf(
  source: string,
  options: PolicyOptions,
  terminal: Terminal,
): Promise<ObjectRow | undefined> {
  const isFile = statSync(resolve(terminal.cwd, source), { throwIfNoEntry: false })?.isFile() === true;
  if (!isFile) {
    const session = openSession(options, terminal);
    const { bucket, key } = objectOf(source, session.target.bucket);
    return readRow(await session.tablestore(), { ...session.target, bucket }, key);
  }
  let rows: ObjectRow[] | undefined;
  await withExpectedErrors(async () => {
    rows = await rowsOfFiles(resolveInputs([source], terminal.cwd), terminal);
    return 0;
  });
  return rows?.[0];
}
