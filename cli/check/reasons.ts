import { TRACKS_COLUMN } from '../../contract/columns';
import { isGroup, type JudgedGroup, type JudgedRule } from '../../contract/policy/judge';
import { writeFieldPath } from '../../contract/policy/read-field-path';
import type { Finding, Verdict } from '../../contract/policy/verdict';
import { columnsIn } from '../../contract/query/columns-in';
import type { CellReader } from '../../contract/query/evaluate';
import { tracksFound } from './tracks-found';

/** Why a file does not pass: one rule, and what was found instead. */
export interface Reason {
  rule: string;
  kind: Finding['kind'];
  /** A sentence part for a person: what is asked, and what was found. */
  why: string;
}

/** Most characters of a value that are told; a title or a comment can be long. */
const MOST = 80;
const MOST_VALUES = 5;

export function reasonsOf({ findings, failures }: Verdict, cell: CellReader): Reason[] {
  // Where there is no report to judge, there is nothing behind the name.
  if (findings.length === 0) return failures.map((rule) => ({ rule, kind: 'failure', why: '' }));
  return findings.map(({ name, kind, of }) => ({ rule: name, kind, why: whyOf(of, cell) }));
}

function whyOf(judged: JudgedRule | JudgedGroup, cell: CellReader): string {
  if (isGroup(judged)) {
    const parts = judged.rules.map((one) => (isGroup(one) ? one.group.name : one.rule.name));
    return `none of these holds: ${parts.join('; ')}`;
  }
  const { rule, notEvaluated, actual = [] } = judged;
  if (notEvaluated !== undefined) return notEvaluated;
  if (rule.test.by === 'query') {
    const { query, text } = rule.test;
    const columns = columnsIn(query).filter((column) => column !== TRACKS_COLUMN);
    const found = columns.map((column) => `${column} is ${shown(cell(column))}`).join(', ');
    return [text, ...(found === '' ? [] : [found]), ...tracksFound(query, cell, cut)].join('; ');
  }
  if (rule.test.by === 'nothing') return '';
  const { field, operator, value, source } = rule.test;
  const wanted = /exist/.test(operator) ? '' : ` ${source ? writeFieldPath(source) : value}`;
  return `${writeFieldPath(field)} ${operator}${wanted}; ${actual.length > 0 ? `found ${list(actual)}` : 'found nothing'}`;
}

const list = (values: string[]): string => {
  const more = values.length - MOST_VALUES;
  return [...values.slice(0, MOST_VALUES).map(cut), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
};
const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
const shown = (value: ReturnType<CellReader>): string =>
  value === undefined ? 'absent' : cut(value instanceof Uint8Array ? 'binary' : String(value));
