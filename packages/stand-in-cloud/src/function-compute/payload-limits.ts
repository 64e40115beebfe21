import { FcError } from './errors';

/** Bytes of an event: the platform takes more in a synchronous call, which need not be kept. */
const MAX_PAYLOAD_BYTES = { sync: 32 * 1024 * 1024, async: 128 * 1024 };

/** @throws FcError `EntityTooLarge` */
export function checkPayload(kind: keyof typeof MAX_PAYLOAD_BYTES, payload: Buffer): void {
  const limit = MAX_PAYLOAD_BYTES[kind];
  if (payload.length > limit) {
    throw new FcError('EntityTooLarge', `payload size exceeds maximum allowed size (${limit} bytes)`);
  }
}
