import { type Description, describeObject } from '../../functions/extract/describe';
import { onlySure } from '../../functions/extract/mediainfo/only-sure';
import type { OpenedObject } from '../../functions/extract/open-object';
import { compareReports, flatten } from './compare-reports';

/** What the function makes of a report on a file. */
export function rowOf(size: number, xml: string, columns?: ReadonlySet<string>): Promise<Description> {
  const version = { etag: 'E', size, lastModified: '2026-01-01T00:00:00Z' };
  const cost = { requests: 0, roundTrips: 0, bytes: 0, milliseconds: 0 };
  const report = { xml, columns, arguments: [], version: '', cost };
  const opened = { version, report: async () => report, close: async () => {}, cost: () => cost };
  return describeObject(opened as unknown as OpenedObject);
}

/** How the row of a fast reading compares with that of an exact one. */
export interface ComparedRows {
  container: string;
  /** Columns of the same value in both. */
  same: string[];
  /** Columns of another value, and those that only the fast row has; status and doubts among them. */
  wrong: [name: string, fast: string, exact: string][];
  /** Fields of the stored report that have another value, or that only the fast one has. */
  wrongFields: [track: string, name: string, fast: string, exact: string | undefined][];
  /** Fields of the stored report. */
  fields: number;
}

const REPORT = /^Meta_data/;
const textOf = (value: unknown): string => String(value);

/**
 * Compares what a fast reading of a file says with what an exact one says. Undefined when the file is read exactly.
 *
 * @param told true: only the columns that the list lets through
 */
export async function compareRows(
  { size, fast, exact }: { size: number; fast?: string; exact: string },
  told = false,
): Promise<ComparedRows | undefined> {
  const sure = fast === undefined ? undefined : onlySure(fast);
  if (!sure) return undefined;
  const [ours, theirs] = [
    await rowOf(size, sure.xml, told ? sure.columns : undefined),
    await rowOf(size, exact),
  ];
  const same: string[] = [];
  const wrong: [string, string, string][] = [];
  for (const [name, value] of Object.entries(ours.columns)) {
    if (REPORT.test(name)) continue;
    const expected = theirs.columns[name as keyof typeof theirs.columns];
    if (textOf(value) === textOf(expected)) same.push(name);
    else wrong.push([name, textOf(value), textOf(expected)]);
  }
  if (ours.status !== theirs.status) wrong.push(['Status', ours.status, theirs.status]);
  if (`${ours.doubts}` !== `${theirs.doubts}`) wrong.push(['Doubts', `${ours.doubts}`, `${theirs.doubts}`]);
  const tracks = compareReports(sure.xml, exact);
  return {
    container: flatten(sure.xml)[0]?.format ?? '',
    same,
    wrong,
    wrongFields: tracks.flatMap((track) =>
      track.wrong.map(([name, ...values]) => [`${track.kind} ${track.format}`, name, ...values] as const),
    ) as ComparedRows['wrongFields'],
    fields: tracks.reduce((sum, track) => sum + track.same.length + track.wrong.length, 0),
  };
}
