import { type MeasuredSize, MOST_P95_MS } from '../../lib/settings/measured-size';

/**
 * The size that costs least of those with enough memory and a p95 within the limit. Of two that cost the same, the
 * faster one.
 *
 * @throws RangeError when no size is within the limits; the message says how near they come
 */
export function chooseSize(sizes: readonly MeasuredSize[], mostP95Ms = MOST_P95_MS): MeasuredSize {
  const within = sizes.filter(({ enough, exact }) => enough && exact.p95Ms <= mostP95Ms);
  const [best] = [...within].sort(
    (a, b) => a.exact.dollarsPerMillion - b.exact.dollarsPerMillion || a.exact.p95Ms - b.exact.p95Ms,
  );
  if (best) return best;
  const told = sizes.map(
    ({ cpu, memoryMB, enough, exact }) =>
      `${cpu} vCPU ${enough ? `has ${Math.round(exact.p95Ms)} ms` : `has only ${memoryMB} MB`}`,
  );
  throw new RangeError(
    `A size must have enough memory and a p95 of at most ${mostP95Ms} ms: ${told.join(', ') || 'none was measured'}. ` +
      'Measure with more vCPUs.',
  );
}
