import { seededRandom } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { sideBySide } from '../../cli/program/side-by-side';
import { COLUMNS } from '../../contract/columns';
import { SCHEMA_VERSION } from '../../contract/table';

type Cells = Record<string, string | number | boolean | string[]>;

/** Tablestore's limit for one request. */
const ROWS_PER_REQUEST = 200;
const REQUESTS_AT_ONCE = 4;

const DAY = 86_400_000;
/** The last day of three months of uploads. */
const LAST_DAY = Date.parse('2026-11-01T00:00:00Z');
const DAYS = 90;

const CONTAINERS = ['MPEG-4', 'MPEG-4', 'MPEG-4', 'Matroska', 'MXF', 'Wave', 'JPEG'];
const CODECS = ['AVC', 'AVC', 'AVC', 'HEVC', 'HEVC', 'ProRes', 'AV1', 'VP9', 'MPEG Video'];
const PICTURES = [
  [720, 576],
  [1_280, 720],
  [1_920, 1_080],
  [1_920, 1_080],
  [3_840, 2_160],
];
const LANGUAGES = [['en'], ['en', 'de'], ['zh-Hans'], ['fr', 'en', 'es']];

const TYPES = new Map(COLUMNS.map(({ name, type }) => [name, type]));

/**
 * The columns of one row as the function writes them, without the report. The same number always gives the
 * same row.
 */
export function mediaRow(i: number): Cells {
  const random = seededRandom('media rows', i);
  const below = (end: number): number => Math.floor(random() * end);
  const of = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const written = LAST_DAY - below(DAYS * DAY);
  const format = of(CONTAINERS);
  const common: Cells = {
    Key: `archive/${String(i % 500).padStart(3, '0')}/${String(i).padStart(6, '0')}.${format.toLowerCase()}`,
    ETag: `${i}`.padStart(32, '0'),
    Size: 1_000_000 + below(4_000_000_000),
    LastModified: new Date(written).toISOString(),
    ExtractedAt: new Date(written + 2_000).toISOString(),
    SchemaVersion: SCHEMA_VERSION,
    StorageClass: 'Standard',
    ReadMs: 100 + below(2_000),
    ReadRequests: 1 + below(6),
    ReadBytes: 65_536 * (1 + below(40)),
    ReportBytes: 8_000 + below(7_000),
  };
  if (i % 50 === 0) return { ...common, Status: of(['FAILED', 'TOO_SLOW']), Reason: 'OSS answered 503.' };
  const described: Cells = {
    ...common,
    Status: 'DESCRIBED',
    Format: format,
    Title: `Clip ${i}, take ${below(9)}`,
  };
  if (format === 'JPEG') return { ...described, ImageFormat: 'JPEG', ImageWidth: 4_032, ImageHeight: 3_024 };
  const timed: Cells = {
    ...described,
    DurationMs: 1_000 + below(7_200_000),
    OverallBitRate: 64_000 + below(50_000_000),
    AudioFormat: of(['AAC', 'PCM', 'AC-3']),
    AudioChannels: of([1, 2, 2, 6]),
    AudioSamplingRate: 48_000,
  };
  if (format === 'Wave') return timed;
  const [width = 0, height = 0] = of(PICTURES);
  const codec = of(CODECS);
  return {
    ...timed,
    VideoFormat: codec,
    VideoFormats: [codec],
    VideoWidth: width,
    VideoHeight: height,
    VideoFrameRate: of([23.976, 25, 50, 59.94]),
    VideoBitDepth: of([8, 8, 10]),
    IsStreamable: random() < 0.5,
    ...(random() < 0.2 ? { TextLanguages: of(LANGUAGES) } : {}),
  };
}

/** Writes rows with the official client, 200 per request. @throws Error when a row is refused */
export async function putMediaRows(
  client: TableStore.Client,
  { bucket, table }: PipelineConnection,
  count: number,
): Promise<void> {
  const starts = Array.from({ length: Math.ceil(count / ROWS_PER_REQUEST) }, (_, i) => i * ROWS_PER_REQUEST);
  await sideBySide(starts, REQUESTS_AT_ONCE, async (start) => {
    const numbers = Array.from({ length: Math.min(ROWS_PER_REQUEST, count - start) }, (_, i) => start + i);
    const { tables } = await client.batchWriteRow({
      tables: [{ tableName: table, rows: numbers.map((i) => rowOf(mediaRow(i), bucket)) }],
    });
    const refused = tables.find(({ isOk }) => !isOk);
    if (refused) throw new Error(`A row was refused: ${refused.errorCode}: ${refused.errorMessage}`);
  });
}

function rowOf(cells: Cells, bucket: string): TableStore.BatchWriteRow {
  return {
    type: 'PUT',
    condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
    primaryKey: [{ ObjectKey: String(cells['Key']) }, { BucketName: bucket }],
    attributeColumns: Object.entries(cells).map(([name, cell]) => ({ [name]: stored(name, cell) })),
  };
}

function stored(name: string, cell: Cells[string]): TableStore.ColumnValue {
  if (Array.isArray(cell)) return JSON.stringify(cell);
  // The client sends a JavaScript number as a double.
  return typeof cell === 'number' && TYPES.get(name) === 'integer' ? TableStore.Long.fromNumber(cell) : cell;
}
