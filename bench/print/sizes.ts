import { markdownTable as table } from '../../cli/output/table';
import { type MeasuredSize, MOST_P95_MS } from '../../lib/settings/measured-size';
import { LEAST_MEMORY_MB } from '../cost/function-size';
import { MIX } from '../cost/mix';
import type { SizeFigure } from '../cost/size-figures';
import type { SizeRow } from '../cost/size-rows';

const NONE = '–';
const whole = (value: number | undefined): string => (value === undefined ? NONE : `${Math.round(value)}`);
const dollars = (value: number): string => value.toFixed(2);

const nameOf = ({ tool, state, mode }: SizeFigure): string =>
  tool === 'extract' ? `function, ${mode}` : state === 'warm' ? `${tool}, warm` : tool;

const mixText = (): string =>
  Object.entries(MIX)
    .map(([name, share]) => `${share} ${name}`)
    .join(', ');

function rowsOf({ figures, coldMs }: SizeRow): string[][] {
  return figures.map((figure) => [
    `${figure.size.vcpu} vCPU, ${figure.size.memoryMB} MB${figure.size.enough ? '' : ' (too little)'}: ${nameOf(figure)}`,
    whole(figure.billedMs),
    whole(figure.p95Ms),
    whole(figure.cpuMs),
    dollars(figure.dollarsPerMillion),
    figure.tool === 'extract' && figure.mode === 'exact' ? whole(coldMs) : '',
  ]);
}

/** What a million objects cost at each size. @param chosen undefined when no size is within the limits */
export function printSizes(rows: readonly SizeRow[], chosen: MeasuredSize | undefined): string {
  const measured = Math.min(...rows.flatMap(({ figures }) => figures.map((figure) => figure.measured)));
  const lines = [
    '### What a million objects cost, by size',
    `Of 100 objects: ${mixText()}${measured < 100 ? `; of these, only ${measured} were measured` : ''}. *Billed* is the mean time in the function: measured, or CPU time divided by vCPUs where that is more, as in an instance that is never idle. For the other tools it is the program alone, as if it were the function: without an event, a row and Node.js. Dollars are those of Function Compute for an invocation of each object, by the prices of docs/costs.md. Memory is the least that Function Compute gives to so many vCPUs and that is enough, ${LEAST_MEMORY_MB} MB. *Cold* is the milliseconds of a new instance to its first report.`,
    table(
      ['Size: tool', 'Billed ms', 'p95 ms', 'CPU ms', 'USD per million', 'Cold ms'],
      rows.flatMap(rowsOf),
    ),
    chosen
      ? `Cheapest in \`exact\` with enough memory and a p95 of at most ${MOST_P95_MS} ms: **${chosen.cpu} vCPU and ${chosen.memoryMB} MB**.`
      : `No size has enough memory and a p95 of at most ${MOST_P95_MS} ms in \`exact\`.`,
  ];
  return lines.join('\n\n');
}

/** The sentence of the README. */
export function printCost({ cpu, memoryMB, exact, fast }: MeasuredSize, requests: number): string {
  return (
    `A million objects of a typical library cost USD ${dollars(exact.dollarsPerMillion)} of Function Compute at the ` +
    `default size of ${cpu} vCPU and ${memoryMB} MB, or USD ${dollars(fast.dollarsPerMillion)} with \`reading=fast\`; ` +
    `and ${(requests + HEAD_REQUESTS).toFixed(1)} million requests to OSS and 3 to 5 million write units of Tablestore.`
  );
}

/** After writing the row the function looks once more at the object. The bench counts GET requests only. */
const HEAD_REQUESTS = 1;
