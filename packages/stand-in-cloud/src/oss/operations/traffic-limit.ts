import { invalidArgument } from '../errors';
import type { OssRequest } from '../request';

/** Header or parameter by which a client asks to be served slowly. */
export const TRAFFIC_LIMIT = 'x-oss-traffic-limit';

/** Bits per second that the service can be asked for: 100 KB/s to 100 MB/s. */
const LEAST = 819_200;
const MOST = 838_860_800;

/**
 * Checks what a client asks for. Nothing is slowed: that changes no answer.
 * @throws OssError `InvalidArgument`
 */
export function assertTrafficLimit({ headers, query }: OssRequest): void {
  const value = headers[TRAFFIC_LIMIT] ?? query.get(TRAFFIC_LIMIT);
  if (value === undefined || value === null) return;
  const bits = Number(value);
  if (/^\d+$/.test(value) && bits >= LEAST && bits <= MOST) return;
  throw invalidArgument(
    TRAFFIC_LIMIT,
    value,
    `${TRAFFIC_LIMIT} must be a number of bits per second from ${LEAST} to ${MOST}.`,
  );
}
