import { limits } from 'ros-template-check';
import { FcError } from './errors';

/** Largest event in bytes. The limit of synchronous calls is higher, because their events need not be stored. */
const MAX_PAYLOAD_BYTES = limits.functionCompute.PAYLOAD_BYTES;

/** @throws FcError `EntityTooLarge` */
export function checkPayload(kind: keyof typeof MAX_PAYLOAD_BYTES, payload: Buffer): void {
  const limit = MAX_PAYLOAD_BYTES[kind];
  if (payload.length > limit) {
    throw new FcError('EntityTooLarge', `payload size exceeds maximum allowed size (${limit} bytes)`);
  }
}
