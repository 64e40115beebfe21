import { gzipSync } from 'node:zlib';
import type { Row } from '../../../contract/row';
import { GZIPPED_REPORT_COLUMN, REPORT_COLUMN, REPORT_ENCODING_COLUMN } from '../../../contract/table';

/** Tablestore's limit for one cell, in bytes. */
export const MAX_CELL_BYTES = 2 * 1024 * 1024;

/**
 * The columns for a report: `Meta_data`, or `Meta_data_gzip` when the text is larger than a cell. Gzipped,
 * some 20 to 40 MB of XML fit. Undefined when even that is too large: a report is never truncated.
 */
export function storeReport(xml: string): Row | undefined {
  if (Buffer.byteLength(xml) <= MAX_CELL_BYTES) return { [REPORT_COLUMN]: xml };
  const gzipped = gzipSync(xml);
  if (gzipped.length > MAX_CELL_BYTES) return undefined;
  return { [GZIPPED_REPORT_COLUMN]: gzipped, [REPORT_ENCODING_COLUMN]: 'gzip' };
}
