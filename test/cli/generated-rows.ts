import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { SCHEMA_VERSION } from '../../contract/table';

export type Cells = Record<string, string | number | boolean | string[] | Record<string, unknown>[]>;

export const PREFIX = 'generated/';
export const FIRST_DAY = Date.parse('2026-09-01T06:30:00.000Z');
const HOUR = 3_600_000;

const FORMATS = ['MPEG-4', 'Matroska', 'MXF', 'Wave', 'JPEG'];
const CODECS = ['AVC', 'HEVC', 'ProRes', 'AV1'];
const HEIGHTS = [576, 720, 1_080, 2_160];
const STATUSES = ['DESCRIBED', 'DESCRIBED', 'DESCRIBED', 'DOUBTFUL', 'FAILED', 'TOO_SLOW', 'NOT_MEDIA'];
const of = <T>(list: T[], i: number): T => list[i % list.length]!;

/** Rows that differ in everything that a query can ask about. Every run has the same rows. */
export const GENERATED: Cells[] = Array.from({ length: 300 }, (_, i): Cells => {
  const format = of(FORMATS, i);
  const status = of(STATUSES, i);
  const common: Cells = {
    Key: `${PREFIX}${String(i).padStart(3, '0')}${i % 10 === 0 ? ' wide 北京' : ''}.bin`,
    Status: status,
    Size: (i + 1) * 10_000_000,
    LastModified: new Date(FIRST_DAY + i * 5 * HOUR).toISOString(),
    ETag: `ETAG${i}`,
    SchemaVersion: SCHEMA_VERSION,
  };
  if (status === 'FAILED' || status === 'TOO_SLOW') {
    return { ...common, Reason: `It took ${i} seconds, which is too long.` };
  }
  if (status === 'NOT_MEDIA') return common;
  const described: Cells = {
    ...common,
    Format: format,
    Title: i % 4 === 0 ? `Evening news, part ${i}` : `Clip ${i}`,
  };
  if (format === 'JPEG') return described;
  const audio: Cells = { AudioFormat: i % 3 === 0 ? 'AAC' : 'PCM', AudioChannels: of([1, 2, 6], i) };
  if (format === 'Wave') return { ...described, ...audio, DurationMs: i * 1_000 };
  return {
    ...described,
    ...audio,
    DurationMs: i * 60_000,
    VideoFormat: of(CODECS, i),
    VideoHeight: of(HEIGHTS, i >> 1),
    VideoFrameRate: of([23.976, 25, 50], i),
    IsStreamable: i % 2 === 0,
    // Places along the Yangtze, up from Shanghai. Neighbours are 1 to 100 km apart.
    ...(i % 5 === 0 ? { GpsPosition: `${31.2 + i / 1_000},${121.5 - i / 20}` } : {}),
    Tracks: [
      { Kind: 'Video', Format: of(CODECS, i), Width: 1_920 },
      { Kind: 'Audio', Format: 'AAC', Language: of(['ja', 'en', 'de'], i), Channels: of([2, 6], i) },
      { Kind: 'Audio', Format: 'PCM', Language: 'en', Channels: of([6, 2], i), Default: true },
    ],
    ...(i % 6 === 0 ? { TextLanguages: of([['en'], ['en', 'de'], ['zh-Hans']], i / 6) } : {}),
  };
});

/** Puts the rows into the table, as the function would. */
export async function putGenerated(
  client: TableStore.Client,
  { bucket, table }: PipelineConnection,
): Promise<void> {
  await Promise.all(
    GENERATED.map((cells) =>
      client.putRow({
        tableName: table,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: [{ ObjectKey: String(cells['Key']) }, { BucketName: bucket }],
        attributeColumns: Object.entries(cells).map(([name, cell]) => ({ [name]: stored(name, cell) })),
      }),
    ),
  );
}

function stored(name: string, cell: Cells[string]): TableStore.ColumnValue {
  if (Array.isArray(cell)) return JSON.stringify(cell);
  return typeof cell === 'number' && name !== 'VideoFrameRate' ? TableStore.Long.fromNumber(cell) : cell;
}
