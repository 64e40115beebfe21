import { writeLog } from '../log';
import { OtsFailure } from './ots-error';

/** The endpoints of an instance, in the order in which they are tried. With their schemes. */
export interface TablestoreEndpoints {
  endpoint: string;
  /** For when the first one cannot be used. */
  fallback?: string;
}

/** By the first endpoint: the one that answered first. It is kept as long as the instance of the function lives. */
const chosen = new Map<string, string>();

/**
 * Sends a request to the endpoint that answered before. Until one has answered, that is in a cold start, the first is
 * tried, and the other one when the first cannot be reached or does not let this network in: whether a function
 * without a VPC of its own reaches the VPC endpoint is told in different ways, and may differ from region to region.
 *
 * @throws OtsFailure of the endpoint that answered, or of the first when none did
 */
export async function throughEndpoint<T>(
  { endpoint, fallback }: TablestoreEndpoints,
  request: (endpoint: string) => Promise<T>,
): Promise<T> {
  if (!fallback) return request(endpoint);
  const known = chosen.get(endpoint);
  if (known) return request(known);
  try {
    return await noting(endpoint, endpoint, request);
  } catch (failure) {
    if (!(failure instanceof OtsFailure) || !failure.unusable) throw failure;
    // Of several requests of a cold start, another one may have had an answer by now.
    const other = chosen.get(endpoint) ?? fallback;
    try {
      return await noting(endpoint, other, request, failure);
    } catch (second) {
      throw second instanceof OtsFailure && second.unusable ? failure : second;
    }
  }
}

/** Makes a request, and keeps to the endpoint if it answers, whatever it answers. */
async function noting<T>(
  first: string,
  endpoint: string,
  request: (endpoint: string) => Promise<T>,
  reason?: OtsFailure,
): Promise<T> {
  try {
    const answer = await request(endpoint);
    note(first, endpoint, reason);
    return answer;
  } catch (failure) {
    if (failure instanceof OtsFailure && failure.code !== 'Network' && !failure.unusable) {
      note(first, endpoint, reason);
    }
    throw failure;
  }
}

function note(first: string, endpoint: string, failure?: OtsFailure): void {
  if (chosen.has(first)) return;
  chosen.set(first, endpoint);
  writeLog({
    level: failure ? 'warn' : 'info',
    message: 'tablestore endpoint',
    endpoint,
    reason: failure && `${first}: ${failure.code}: ${failure.message}`,
  });
}

/** For tests: as after a cold start. */
export const forgetEndpoints = (): void => chosen.clear();
