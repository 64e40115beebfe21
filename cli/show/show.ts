import {
  REPORT_FORMAT_NAMES,
  REPORT_FORMATS,
  type ReportFormat,
  reportFormatNamed,
} from '../../contract/report-formats';
import { suggestion } from '../../contract/suggestion';
import { PRIMARY_KEY } from '../../contract/table';
import { objectOf } from '../cloud/object-of';
import { type ObjectRow, readRow } from '../cloud/rows';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { UsageError } from '../program/errors';
import { documentText, jsonText, oneLine, xmlText } from '../program/printable';
import { coloursFor, type Terminal, write, writeAsIs } from '../program/terminal';
import { takenApart } from '../search/found-row';
import { renderRow } from './row-sheet';

export interface ShowOptions extends CommonOptions {
  xml?: boolean;
  /** Name of a format. */
  as?: string;
}

/** Prints one object's row, by its key or its address. Exit code 1 when it has none, or no report where that is asked for. */
export async function show(given: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const format = options.as === undefined ? undefined : formatNamed(options.as);
  const session = openSession(options, terminal);
  const { bucket, key } = objectOf(given, session.target.bucket);
  const row = await readRow(await session.tablestore(), { ...session.target, bucket }, key);
  const address = oneLine(`oss://${bucket}/${key}`);
  if (!row) {
    await write(terminal.stderr, `No row for ${address}.\n`);
    return 1;
  }
  if (!options.xml && !format) {
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
  const document = format ? await converted(row.xml, format, terminal) : row.xml;
  await printDocument(document, format ? documentText : xmlText, terminal);
  return 0;
}

/** @throws UsageError that names what there is */
function formatNamed(name: string): ReportFormat {
  const format = reportFormatNamed(name);
  if (format) return format;
  const all = REPORT_FORMATS.flatMap(({ names }) => names);
  throw new UsageError(
    `--as: one of ${REPORT_FORMAT_NAMES.join(', ')} is expected, '${name}' given.${suggestion(name, all)}`,
  );
}

async function converted(xml: string, { output }: ReportFormat, terminal: Terminal): Promise<string> {
  const { convertReport } = await import('./convert-report.js');
  const { text, warning } = await convertReport(xml, output, terminal.interrupted);
  if (warning) await write(terminal.stderr, `${oneLine(warning)}\n`);
  return text;
}

/** As it is, or on a terminal made safe to look at. */
async function printDocument(
  text: string,
  safe: (text: string) => string,
  { stdout }: Terminal,
): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  await (stdout.isTTY ? write(stdout, safe(whole)) : writeAsIs(stdout, whole));
}

/** The same form as `find --json`, with the columns that the index does not contain. */
function plainRow({ key, bucket, columns }: ObjectRow): Record<string, unknown> {
  const cells = Object.entries(columns).map(([name, value]) => [name, takenApart(name, value)]);
  return { [PRIMARY_KEY[0]]: key, [PRIMARY_KEY[1]]: bucket, ...Object.fromEntries(cells) };
}
