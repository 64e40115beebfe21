import { markdownTable as table } from '../../cli/output/table';
import type { BackfillFigures } from '../figures/backfill';
import type { BrowseFigures } from '../figures/browse-page';
import type { MediaFigures } from '../figures/media-command';
import type { CommandFigure } from '../figures/media-questions';
import { conditionsOfRun } from './write-docs';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const rate = (amount: number, seconds: number, unit: string): string =>
  `${seconds.toFixed(1)} s, ${whole(amount / seconds)} ${unit}/s`;

const questionRow = ({ what, wallMs, leastMs, mostMs, cpuMs, rssMB, lines }: CommandFigure): string[] => [
  what,
  `${whole(wallMs)} (${whole(leastMs)}–${whole(mostMs)})`,
  whole(cpuMs),
  whole(rssMB),
  whole(lines),
];

const backfillRows = (figures: BackfillFigures): string[][] => {
  const { objects, bytes, putSeconds, compareSeconds, submitSeconds, describeSeconds, againSeconds } =
    figures;
  return [
    [`Putting the objects, ${whole(bytes / 1e6)} MB`, rate(objects, putSeconds, 'objects')],
    ['--dry-run: list, and compare with the rows', rate(objects, compareSeconds, 'objects')],
    ['List, compare and hand to the function', rate(objects, submitSeconds, 'objects')],
    ['From the start to the last row in the index', rate(objects, describeSeconds, 'objects')],
    ['Once more, with nothing to do', rate(objects, againSeconds, 'objects')],
  ];
};

const browseRows = ({ firstViewMs, facetsMs, timelineMs, clickMs, bytes }: BrowseFigures): string[][] => [
  ['First view (goal: below 300 ms)', `${whole(firstViewMs)} ms`],
  ['Counts beside the query', `${whole(facetsMs)} ms`],
  ['Timeline', `${whole(timelineMs)} ms`],
  ['From a click on a count to its result', `${whole(clickMs)} ms`],
  ['Bytes of a first visit (goal: below 100 kB)', `${whole(bytes / 1_000)} kB`],
];

/** The results of `media` as text for a person. */
export function printMedia({ rows, questions, browse, backfill, standInPeakMB }: MediaFigures): string {
  const runs = questions[0]?.runs ?? 0;
  return [
    conditionsOfRun([], true),
    `Generated rows without reports in the table of the stand-in, which runs on the same machine: ${whole(rows.rows)} rows, written ${rate(rows.rows, rows.writeSeconds, 'rows')}; all found ${rows.indexSeconds.toFixed(1)} s later. Each run of \`media\` is a new process, its start included; times are medians (least–most) of ${runs} runs.`,
    table(['Question', 'ms', 'CPU ms', 'Peak RSS MB', 'Lines'], questions.map(questionRow)),
    `\`media browse\` on the same rows in Chromium, from the visit on, medians of ${browse.runs} visits:`,
    table(['Page', ''], browseRows(browse)),
    `\`media backfill\` of ${whole(backfill.objects)} objects without a row, described by the function on the same cores:`,
    table(['Backfill', 'Time'], backfillRows(backfill)),
    `Peak RSS of the whole stand-in, function included: ${whole(standInPeakMB)} MB.`,
  ].join('\n\n');
}

/** The same as one JSON object per line. */
export const mediaLines = ({ rows, questions, browse, backfill, standInPeakMB }: MediaFigures): string =>
  [rows, ...questions, browse, backfill, { standInPeakMB }]
    .map((figure) => JSON.stringify(figure))
    .join('\n');
