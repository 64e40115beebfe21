import type * as TableStore from 'tablestore';
import { ServiceError } from '../program/errors';
import { readPlainRow } from './plain-rows';

/** An answer in the hands of the SDK. */
interface Answer {
  request: { operation: string };
  httpResponse: { body: Buffer };
  data: { rows: TableStore.SearchRow[] };
}
type Extraction = (this: unknown, answer: Answer) => void;

/** The fields of answers that hold rows, and what the SDK expects as many of. */
const ROWS: Record<string, { rows: number; hits?: number }> = {
  search: { rows: 2, hits: 5 },
  parallelScan: { rows: 1 },
};

/**
 * Has the rows of searches and scans read by `readPlainRow`, and everything else by the SDK. The SDK looks for the reader
 * of answers on the client itself.
 */
export function withQuickRows(client: TableStore.Client): TableStore.Client {
  const reader = client as unknown as { extractData: Extraction };
  const { extractData } = reader;
  reader.extractData = function extract(answer) {
    const fields = ROWS[answer.request.operation];
    if (!fields) {
      extractData.call(this, answer);
      return;
    }
    const { httpResponse } = answer;
    const { rows, rest } = takeRows(httpResponse.body, fields);
    httpResponse.body = rest;
    extractData.call(this, answer);
    let read: TableStore.SearchRow[] | undefined;
    // Read when they are asked for: a page that waits for its turn is bytes and no objects.
    Object.defineProperty(answer.data, 'rows', {
      enumerable: true,
      get: () => {
        read ??= readRows(rows);
        return read;
      },
    });
  };
  return client;
}

function readRows(rows: readonly Buffer[]): TableStore.SearchRow[] {
  try {
    return rows.map(readPlainRow);
  } catch (error) {
    throw new ServiceError(`Tablestore: an answer is damaged. ${(error as Error).message} Try again.`);
  }
}

/** The rows in a message of Protocol Buffers, and the message without them. @throws RangeError */
function takeRows(
  message: Buffer,
  { rows: rowsField, hits }: { rows: number; hits?: number },
): { rows: Buffer[]; rest: Buffer } {
  const rows: Buffer[] = [];
  const others: Buffer[] = [];
  let position = 0;
  const varint = (): number => {
    for (let [value, factor] = [0, 1]; position < message.length; factor *= 128) {
      const byte = message[position++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError('Protobuf: the answer ends within a number.');
  };
  while (position < message.length) {
    const start = position;
    const tag = varint();
    const [field, form] = [Math.floor(tag / 8), tag % 8];
    const length = form === 2 ? varint() : 0;
    const content = position;
    if (form === 0) varint();
    else position += form === 2 ? length : form === 1 ? 8 : 4;
    if (position > message.length) throw new RangeError('Protobuf: the answer ends within a field.');
    if (form === 2 && field === rowsField) rows.push(message.subarray(content, position));
    else if (field !== hits) others.push(message.subarray(start, position));
  }
  return { rows, rest: Buffer.concat(others) };
}
