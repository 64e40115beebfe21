import { parameterInvalid } from '../errors';
import type { SortMessage } from './search-types';
import type { Position } from './sorting';

/** Where the next page starts. The token also contains the order, as in the service. */
interface PageToken {
  sort?: SortMessage;
  after: Position;
}

const BIGINT = /^-?\d+n$/;

export function encodeToken(token: PageToken): Buffer {
  return Buffer.from(
    JSON.stringify(token, (_, value: unknown) => {
      if (typeof value === 'bigint') return { bigint: `${value}n` };
      return value;
    }),
  );
}

/** @throws OtsError `OTSParameterInvalid` for anything that did not come from `encodeToken` */
export function decodeToken(bytes: Buffer): PageToken {
  try {
    const token = JSON.parse(bytes.toString(), (_, value: unknown) => revive(value)) as PageToken;
    if (typeof token.after.key === 'string' && Array.isArray(token.after.values)) return token;
  } catch {
    // Every bad token gets the refusal below.
  }
  throw parameterInvalid('Invalid token.');
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('bigint' in value && typeof value.bigint === 'string' && BIGINT.test(value.bigint)) {
    return BigInt(value.bigint.slice(0, -1));
  }
  // The form in which JSON.stringify writes Buffers.
  if ('type' in value && value.type === 'Buffer' && 'data' in value)
    return Buffer.from(value.data as number[]);
  return value;
}
