import { type MeasuredSize, MOST_P95_MS } from './measured-size';
import { MEASURED_ON, MEASURED_SIZES } from './measured-sizes';

const WAITING =
  'While the function waits for the network every vCPU is billed, at about seven times the price of a GB of memory.';

const brief = ({ cpu, memoryMB, exact }: MeasuredSize): string =>
  `${cpu} vCPU and ${memoryMB} MB: USD ${exact.dollarsPerMillion.toFixed(2)}, ${exact.p95Ms} ms`;

/**
 * Why a size is the default, with the figures that decide it.
 * @param sizes that were compared. @default - those of the last run of the bench on an idle machine
 */
export function sizeReason(sizes = MEASURED_SIZES, measuredOn = MEASURED_ON): string {
  if (sizes.length === 0) {
    return `One object costs 10–50 ms of a whole vCPU and a cold start 100 ms. ${WAITING}`;
  }
  const compared = sizes.filter(({ enough }) => enough).map(brief);
  const few = sizes.filter(({ enough }) => !enough).map(({ cpu }) => cpu);
  return [
    `Of the sizes measured on ${measuredOn}, the cheapest at which 95 of 100 objects take at most`,
    `${MOST_P95_MS.toLocaleString('en-US')} ms in \`exact\` (price of a million objects, longest time of those 95: ${compared.join('; ')}).`,
    ...(few.length > 0 ? [`Fewer vCPUs (${few.join(', ')}) get too little memory.`] : []),
    `\`docs/benchmarks.md\` has the table. ${WAITING}`,
  ].join(' ');
}
