import type { VerdictName } from '../../contract/policy/verdict';
import { csvLines } from '../output/csv';
import { jsonText, oneLine } from '../program/printable';
import { coloursFor, type Terminal, write } from '../program/terminal';
import type { Reason } from './reasons';

/** One object or file, judged. */
export interface JudgedRow {
  key: string;
  /** @default - a local file, which is in none */
  bucket?: string;
  verdict: VerdictName;
  failures: string[];
  warnings: string[];
  reasons: Reason[];
}

export interface OutputOptions {
  json?: boolean;
  csv?: boolean;
  junit?: boolean;
}

/** How verdicts are printed, one after the other, so that no number of them needs memory. */
export interface VerdictOutput {
  begin(): Promise<void>;
  rows(rows: readonly JudgedRow[]): Promise<void>;
  end(): Promise<void>;
}

/** @param policy its name */
export function outputOf(
  { json, csv, junit }: OutputOptions,
  policy: string,
  terminal: Terminal,
): VerdictOutput {
  const { stdout } = terminal;
  const print = async (text: string): Promise<void> => {
    if (text !== '') await write(stdout, text);
  };
  const nothing = async (): Promise<void> => {};
  if (json) {
    return {
      begin: nothing,
      rows: (rows) => print(rows.map((row) => `${jsonText(row)}\n`).join('')),
      end: nothing,
    };
  }
  if (csv) {
    const lines = (records: Parameters<typeof csvLines>[0]): Promise<void> =>
      print(csvLines(records, { isTTY: stdout.isTTY }));
    return {
      begin: () => lines([['Key', 'BucketName', 'Policy', 'PolicyFailures', 'PolicyWarnings', 'Why']]),
      rows: (rows) =>
        lines(
          rows.map(({ key, bucket, verdict, failures, warnings, reasons }) => {
            const why = reasons.map(told).join(' | ');
            return [key, bucket, verdict, failures.join('; '), warnings.join('; '), why];
          }),
        ),
      end: nothing,
    };
  }
  if (junit) {
    return {
      begin: () =>
        print(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="${xml(policy)}">\n`),
      rows: (rows) => print(rows.map(testCase).join('')),
      end: () => print('</testsuite>\n</testsuites>\n'),
    };
  }
  const colours = coloursFor(stdout, terminal.env);
  const colour = { PASS: colours.green, WARN: colours.yellow, FAIL: colours.red };
  const text = ({ key, verdict, reasons }: JudgedRow): string =>
    [
      `${colour[verdict](verdict)}  ${oneLine(key)}`,
      ...reasons.map((reason) => `      ${oneLine(told(reason))}`),
    ].join('\n');
  // People look for what is wrong; programs get every row.
  return {
    begin: nothing,
    rows: (rows) =>
      print(
        rows
          .filter(({ verdict }) => verdict !== 'PASS')
          .map((row) => `${text(row)}\n`)
          .join(''),
      ),
    end: nothing,
  };
}

/** A rule, what it means to the verdict where it does not fail it, and why. */
function told({ rule, kind, why }: Reason): string {
  const named = kind === 'failure' ? rule : `${rule} (${kind})`;
  return why === '' || why === rule ? named : `${named}: ${why}`;
}

/** In the form that build servers read: a failure for `FAIL`, what was said for `WARN`. */
function testCase({ key, bucket, verdict, failures, warnings, reasons }: JudgedRow): string {
  const head = `<testcase classname="${xml(bucket ?? 'files')}" name="${xml(key)}"`;
  if (verdict === 'PASS') return `${head}/>\n`;
  const said = reasons.map(told).join('\n');
  const inside =
    verdict === 'FAIL'
      ? `<failure message="${xml(failures.join('; '))}">${xml(said)}</failure>`
      : `<system-out>${xml(`${warnings.join('; ')}\n${said}`)}</system-out>`;
  return `${head}>${inside}</testcase>\n`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string =>
  text
    .split('\n')
    .map((line) => oneLine(line).replace(/[&<>"]/g, (one) => ENTITIES[one]!))
    .join('&#10;');
