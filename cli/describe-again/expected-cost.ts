import { PROJECT_ROOT } from '../../lib/project-root';
import { parseSettings, readContext } from '../../lib/settings';
import type { MediaIndex } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';
import { type Estimate, estimateCost } from './estimate';

/** What describing so many objects would cost, from what the table's rows took, and the function's size in `cdk.json`. */
export async function expectedCost(index: MediaIndex, objects: number): Promise<Estimate> {
  const every = toSearchQuery({ kind: 'all' });
  const [time, requests] = await Promise.all([
    index.average(every, 'ReadMs'),
    index.average(every, 'ReadRequests'),
  ]);
  const settings = parseSettings(readContext(PROJECT_ROOT, [], {}));
  return estimateCost(objects, settings, {
    rows: time.rows,
    readMs: time.average,
    readRequests: requests.average,
  });
}
