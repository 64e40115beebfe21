import { limits } from 'ros-template-check';
import { FcError } from './errors';

/** Largest event in bytes. The limit of synchronous calls is higher, because their events need not be stored. */
const { PAYLOAD_BYTES } = limits.functionCompute;

/** The largest body of any request: a synchronous event. */
export const MAX_BODY_BYTES = PAYLOAD_BYTES.sync;

export const tooLarge = (limit: number): FcError =>
  new FcError('EntityTooLarge', `payload size exceeds maximum allowed size (${limit} bytes)`);

/** @throws FcError `EntityTooLarge` */
export function checkPayload(kind: keyof typeof PAYLOAD_BYTES, payload: Buffer): void {
  const limit = PAYLOAD_BYTES[kind];
  if (payload.length > limit) throw tooLarge(limit);
}
