import { markdownTable as table } from '../../cli/output/table';
import type { ReadingMode } from '../../contract/reading-mode';
import { type Condition, type Distance, nameOfDistance } from '../conditions';
import type { CorpusFile } from '../corpus/make-corpus';
import { findResult, type Result } from '../measurement';
import type { State, ToolName } from '../tools/tool';

type Column = [title: string, tool: ToolName, state: State, mode?: ReadingMode];

const COLUMNS: Column[] = [
  ['exact warm', 'extract', 'warm', 'exact'],
  ['exact cold', 'extract', 'cold', 'exact'],
  ['fast warm', 'extract', 'warm', 'fast'],
  ['fast cold', 'extract', 'cold', 'fast'],
  ['mediainfo', 'mediainfo', 'cold'],
  ['ffprobe', 'ffprobe', 'cold'],
  ['mediainfo.js warm', 'mediainfo.js', 'warm'],
  ['mediainfo.js cold', 'mediainfo.js', 'cold'],
];

const NONE = '–';
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1);

function wall({ measurement, detail }: Result): string {
  const { runs, leastWallMs, mostWallMs } = detail;
  if (runs === 1) return `${Math.round(measurement.wallMs)}`;
  return `${Math.round(measurement.wallMs)} (${Math.round(leastWallMs)}–${Math.round(mostWallMs)})`;
}

/** Without what starts anew only for the sake of it: a busy function is warm. */
export const BUSY_COLUMNS: readonly Column[] = COLUMNS.filter(
  ([, tool, state]) => tool === 'mediainfo' || tool === 'ffprobe' || state === 'warm',
);

/**
 * A table of the wall times of all tools under one condition, each also as a multiple of the warm function's
 * time.
 */
export function wallTable(
  results: readonly Result[],
  files: readonly CorpusFile[],
  { distance, vcpu }: Condition,
  columns: readonly Column[] = COLUMNS,
): string {
  const place = { ...distance, ...(vcpu !== undefined && { vcpu }) };
  const rows = files.map((file) => {
    const of = (tool: ToolName, state: State, mode?: ReadingMode): Result | undefined =>
      findResult(results, { case: file.name, tool, state, ...place, ...(mode && { mode }) });
    const own = of('extract', 'warm', 'exact');
    const cells = columns.map(([title, tool, state, mode]) => {
      const result = of(tool, state, mode);
      if (!result) return NONE;
      if (title === 'exact warm' || !own) return wall(result);
      return `${wall(result)} ×${(result.measurement.wallMs / own.measurement.wallMs).toFixed(1)}`;
    });
    const row = own?.measurement.rowMs;
    return [
      `${file.name}, ${megabytes(file.size)} MB`,
      ...cells,
      row === undefined ? NONE : `${Math.round(row)}`,
    ];
  });
  return table(['Case, size', ...columns.map(([title]) => title), 'exact warm, row'], rows);
}

/** A table of everything else that the tools use. */
function costTable(results: readonly Result[], files: readonly CorpusFile[], distance: Distance): string {
  const rows = files.flatMap((file) =>
    COLUMNS.flatMap(([title, tool, state, mode]) => {
      const result = findResult(results, {
        case: file.name,
        tool,
        state,
        ...distance,
        ...(mode && { mode }),
      });
      if (!result) return [];
      const { requests, roundTrips, bytes, cpuMs, rssMB } = result.measurement;
      const { ownCpuMs } = result.detail;
      const cpu =
        ownCpuMs === undefined ? `${Math.round(cpuMs)}` : `${Math.round(cpuMs)} (${Math.round(ownCpuMs)})`;
      return [
        [
          `${file.name}: ${title}`,
          `${requests}`,
          `${roundTrips}`,
          megabytes(bytes),
          cpu,
          `${Math.round(rssMB)}`,
        ],
      ];
    }),
  );
  return table(['Case: tool', 'Requests', 'Round trips', 'MB read', 'CPU ms (own)', 'RSS MB'], rows);
}

/** All results as text for a person. */
export function printComparison(
  results: readonly Result[],
  files: readonly CorpusFile[],
  distances: readonly Distance[],
): string {
  const runs = Math.min(...results.map(({ detail }) => detail.runs));
  const parts = distances.flatMap((distance) => [
    `### Milliseconds to the report, ${nameOfDistance(distance)}`,
    `Median (least–most) of ${runs} ${runs === 1 ? 'run' : 'runs'}, and the multiple of the warm function in *exact*.`,
    wallTable(results, files, { distance }),
  ]);
  const usual = distances.find(({ latencyMs }) => latencyMs > 0) ?? distances[0];
  if (usual) parts.push(`### Cost, ${nameOfDistance(usual)}`, costTable(results, files, usual));
  return parts.join('\n\n');
}

/**
 * The few numbers that the README shows: medians in milliseconds, for each of two distances, such as `24 / 42`. The
 * titles say which tools were warm.
 */
export function printSummary(
  results: readonly Result[],
  files: readonly CorpusFile[],
  distances: readonly Distance[],
  vcpu?: number,
): string {
  const rows = files.map((file) => [
    `${file.name}, ${megabytes(file.size)} MB`,
    ...BUSY_COLUMNS.map(([, tool, state, mode]) =>
      distances
        .map((distance) => {
          const place = { case: file.name, tool, state, ...distance, ...(mode && { mode }) };
          const result = findResult(results, { ...place, ...(vcpu !== undefined && { vcpu }) });
          return result ? `${Math.round(result.measurement.wallMs)}` : NONE;
        })
        .join(' / '),
    ),
  ]);
  const titles = BUSY_COLUMNS.map(([title, , state]) =>
    title.endsWith(state) ? title : `${title} ${state}`,
  );
  return table(['Case, size', ...titles], rows);
}
