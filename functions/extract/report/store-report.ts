import { gzipSync } from 'node:zlib';
import type { Row } from '../../../contract/row';
import { GZIPPED_REPORT_COLUMN, REPORT_COLUMN, REPORT_ENCODING_COLUMN } from '../../../contract/table';

/** Most bytes of one Tablestore cell. */
export const MAX_CELL_BYTES = 2 * 1024 * 1024;

/**
 * The columns that hold a report: `Meta_data`, or gzipped in `Meta_data_gzip` when it is larger than a cell, which is
 * good for some 20 to 40 MB of XML. Undefined when it is too large even so: it is never truncated.
 */
export function storeReport(xml: string): Row | undefined {
  if (Buffer.byteLength(xml) <= MAX_CELL_BYTES) return { [REPORT_COLUMN]: xml };
  const gzipped = gzipSync(xml);
  if (gzipped.length > MAX_CELL_BYTES) return undefined;
  return { [GZIPPED_REPORT_COLUMN]: gzipped, [REPORT_ENCODING_COLUMN]: 'gzip' };
}
