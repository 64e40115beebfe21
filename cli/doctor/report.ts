import { oneLine } from '../program/printable';
import { coloursFor, type Terminal } from '../program/terminal';
import { CHECK_IDS, CHECKS } from './checks';
import type { Finding, Outcome } from './finding';

/** The width of the column of titles. */
const WIDTH = Math.max(...CHECK_IDS.map((id) => CHECKS[id].title.length));

const OUTCOME_WIDTH = 'not checked'.length;

/** A finding as its line, with what to do below it. */
export function lineOf(finding: Finding, terminal: Pick<Terminal, 'stdout' | 'env'>): string {
  const { check, outcome, detail, remedy, aside } = finding;
  const { green, red, dim, bold } = coloursFor(terminal.stdout, terminal.env);
  const colours = { passed: green, failed: red, 'not checked': dim } satisfies Record<Outcome, unknown>;
  const lines = [
    `${colours[outcome](outcome.padEnd(OUTCOME_WIDTH))}  ${CHECKS[check].title.padEnd(WIDTH)}  ${oneLine(detail)}`,
    ...(aside ? [`${' '.repeat(OUTCOME_WIDTH)}  ${oneLine(aside)}`] : []),
    ...(remedy ? [`${' '.repeat(OUTCOME_WIDTH)}  ${bold('→')} ${oneLine(remedy)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export const HEADINGS = { before: 'Before a deployment', after: 'After it' } as const;

export const counts = (findings: readonly Finding[]): Record<Outcome, number> => {
  const count = (wanted: Outcome) => findings.filter(({ outcome }) => outcome === wanted).length;
  return { passed: count('passed'), failed: count('failed'), 'not checked': count('not checked') };
};

export function summaryOf(findings: readonly Finding[]): string {
  const { passed, failed, 'not checked': left } = counts(findings);
  return `${passed} passed, ${failed} failed, ${left} not checked.\n`;
}
