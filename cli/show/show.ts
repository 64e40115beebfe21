import { PRIMARY_KEY } from '../../contract/table';
import { type ObjectRow, readRow } from '../cloud/rows';
import { openSession } from '../cloud/session';
import { brokenRule } from '../cloud/target-grammar';
import type { CommonOptions } from '../cloud/target-options';
import { UsageError } from '../program/errors';
import { jsonText, oneLine, xmlText } from '../program/printable';
import { coloursFor, type Terminal, write, writeAsIs } from '../program/terminal';
import { takenApart } from '../search/found-row';
import { renderRow } from './row-sheet';

export interface ShowOptions extends CommonOptions {
  xml?: boolean;
}

/** What `put` prints. */
const ADDRESS = /^oss:\/\/([^/]+)\/(.+)$/su;

/** The object that a key or an address names. @throws UsageError */
function objectOf(given: string, bucket: string): { bucket: string; key: string } {
  const [, named, key] = ADDRESS.exec(given) ?? [];
  if (named === undefined || key === undefined) return { bucket, key: given };
  const rule = brokenRule('bucket', named);
  if (rule) throw new UsageError(`The bucket of '${given}' must be ${rule}, '${named}' given.`);
  return { bucket: named, key };
}

/** Prints one object's row, by its key or its address. Exit code 1 when it has none, or no report where that is asked for. */
export async function show(given: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const session = openSession(options, terminal);
  const { bucket, key } = objectOf(given, session.target.bucket);
  const row = await readRow(await session.tablestore(), { ...session.target, bucket }, key);
  const address = oneLine(`oss://${bucket}/${key}`);
  if (!row) {
    await write(terminal.stderr, `No row for ${address}.\n`);
    return 1;
  }
  if (!options.xml) {
    const text = options.json
      ? jsonText(plainRow(row))
      : renderRow(row, coloursFor(terminal.stdout, terminal.env));
    await write(terminal.stdout, `${text}\n`);
    return 0;
  }
  if (row.xml === null) {
    await write(terminal.stderr, `No report for ${address}: ${oneLine(row.reason ?? row.status)}\n`);
    return 1;
  }
  const xml = row.xml.endsWith('\n') ? row.xml : `${row.xml}\n`;
  const { stdout } = terminal;
  await (stdout.isTTY ? write(stdout, xmlText(xml)) : writeAsIs(stdout, xml));
  return 0;
}

/** The same form as `find --json`, with the columns that the index does not contain. */
function plainRow({ key, bucket, columns }: ObjectRow): Record<string, unknown> {
  const cells = Object.entries(columns).map(([name, value]) => [name, takenApart(name, value)]);
  return { [PRIMARY_KEY[0]]: key, [PRIMARY_KEY[1]]: bucket, ...Object.fromEntries(cells) };
}
