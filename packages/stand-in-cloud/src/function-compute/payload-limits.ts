import { FcError } from './errors';

/** Largest event in bytes. The limit of synchronous calls is higher, because their events need not be stored. */
const MAX_PAYLOAD_BYTES = { sync: 32 * 1024 * 1024, async: 128 * 1024 };

/** @throws FcError `EntityTooLarge` */
export function checkPayload(kind: keyof typeof MAX_PAYLOAD_BYTES, payload: Buffer): void {
  const limit = MAX_PAYLOAD_BYTES[kind];
  if (payload.length > limit) {
    throw new FcError('EntityTooLarge', `payload size exceeds maximum allowed size (${limit} bytes)`);
  }
}
