import type { Track } from '../../contract/columns';
import { DOUBTS, type Doubt } from '../../contract/doubts';
import type { ObjectVersion } from '../../contract/object-version';
import type { Row } from '../../contract/row';
import type { Status } from '../../contract/statuses';
import type { ReadCost } from './object-reader/read-meter';
import type { OpenedObject, Report } from './open-object';
import { isNotMedia } from './report/format-kinds';
import { type Judgement, judgeReport } from './report/judge-report';
import { isMissingEnd } from './report/missing-end';
import { type ParsedReport, parseReport } from './report/parse-report';
import { readAsMeant } from './report/read-as-meant';
import { readColumns } from './report/read-columns';
import { MAX_CELL_BYTES, storeReport } from './report/store-report';

/** The result for one object: everything that its row says, except the object's identity. */
export interface Description {
  status: Status;
  /** A sentence for a person. Present for every status except DESCRIBED. */
  reason?: string;
  doubts: Doubt[];
  /** The columns read from the report, and the report itself. */
  columns: Row;
  report?: Report;
  cost?: ReadCost;
}

/**
 * Has the tool report on an opened object, and judges the report. Throws the errors of `OpenedObject.report`.
 */
export async function describeObject(opened: OpenedObject): Promise<Description> {
  if (opened.version.size === 0) {
    return {
      status: 'EMPTY',
      reason: 'The object has no bytes.',
      doubts: [],
      columns: {},
      cost: opened.cost(),
    };
  }
  const report = await opened.report();
  const judged = onlyTold(judge(report, opened.version), report);
  const stored = storeReport(report.xml);
  const shared = { doubts: judged.doubts, report, cost: report.cost };
  if (stored) return { ...judged, ...shared, columns: { ...judged.columns, ...stored } };
  const reason =
    `The report of ${Buffer.byteLength(report.xml)} bytes does not fit into a cell of ${MAX_CELL_BYTES} bytes, ` +
    'even gzipped: only the columns taken from it are stored.';
  return { ...judged, ...shared, status: 'TOO_LARGE', reason };
}

/** Without the columns that the tool did not read enough for. */
function onlyTold(judged: Judged, { columns }: Report): Judged {
  if (!columns) return judged;
  const told = Object.entries(judged.columns).filter(([name]) => columns.has(name));
  return { ...judged, columns: Object.fromEntries(told) as Row };
}

type Judged = Pick<Description, 'status' | 'reason' | 'doubts' | 'columns'>;

function judge({ xml, without, ends = {}, columns: told }: Report, version: ObjectVersion): Judged {
  let parsed: ParsedReport;
  try {
    parsed = parseReport(xml);
  } catch {
    return {
      status: 'DOUBTFUL',
      reason: DOUBTS.REPORT_UNREADABLE,
      doubts: ['REPORT_UNREADABLE'],
      columns: {},
    };
  }
  const judgement = judgeReport(parsed, version, isMissingEnd(ends, version.size));
  const { kind, role, doubts: found } = judgement;
  const doubts: Doubt[] = without ? ['PARTLY_DESCRIBED', ...found] : found;
  // If a part was hidden from MediaInfo, that part may be media.
  if (kind !== 'media' && !without) {
    const columns = readColumns({ tracks: withoutStreams(parsed, judgement) });
    const status = kind === 'other' ? 'NOT_MEDIA' : 'UNRECOGNISED';
    return { status, reason: reasonOf(judgement), doubts, columns };
  }
  const columns: Row = { ...(role && { Role: role }), ...readColumns(readAsMeant(parsed, role), told) };
  if (doubts.length === 0) return { status: 'DESCRIBED', doubts, columns };
  const reason = [...(without ? [without] : []), ...found.map((doubt) => DOUBTS[doubt])].join(' ');
  return { status: 'DOUBTFUL', reason, doubts, columns };
}

/**
 * Of what is no media, only what is told about the whole: MediaInfo shows a text in a PDF and an image in a
 * colour profile. Nothing, where it is mistaken about the format.
 */
function withoutStreams({ tracks }: ParsedReport, { format }: Judgement): Track[] {
  if (format === undefined || !isNotMedia(format)) return [];
  return tracks
    .filter(({ type }) => type === 'General')
    .map((track) => ({
      ...track,
      fields: new Map([...track.fields].filter(([name]) => !name.endsWith('Count'))),
    }));
}

/** Why there is nothing to describe. */
function reasonOf({ format, namedBy }: Judgement): string {
  if (namedBy) {
    const found = format
      ? `of the format ${format}, which is not media`
      : 'of no format that MediaInfo knows';
    return `The object is named like media, by ${namedBy}, but it is ${found}.`;
  }
  if (!format) return 'MediaInfo does not recognise the object as media.';
  if (isNotMedia(format)) return `The object is of the format ${format}, which is not media.`;
  return `MediaInfo takes the object for ${format}, by a few bits, but its extension is of no media.`;
}
