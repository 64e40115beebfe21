import { type Cells, GENERATED, PREFIX } from '../generated-rows';
import { jsonLines } from '../run-media';
import type { MediaPipeline } from './media-pipeline';

/** `media stats`. */
export function counting(here: () => MediaPipeline): void {
  describe('stats', () => {
    const sum = (rows: Cells[], name: string): number =>
      rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);
    const totals = (rows: Cells[]): object => ({
      objects: rows.length,
      durationMs: sum(rows, 'DurationMs'),
      bytes: sum(rows, 'Size'),
    });

    it('adds up objects, time and bytes, and says what is in no group', async () => {
      const { out } = await here().run(['stats', `Key=${PREFIX}*`, '--by', 'codec', '--json']);
      const groups = new Map(jsonLines(out).map(({ value, ...rest }) => [value, rest]));
      expect([...groups.keys()].sort()).toEqual(['AV1', 'AVC', 'HEVC', 'ProRes', null]);
      for (const [value, group] of groups) {
        const sums = totals(GENERATED.filter((row) => (row['VideoFormat'] ?? null) === value));
        expect(group).toEqual(value === null ? { ...sums, others: false } : sums);
      }
    });

    it('groups by day, the latest first, with days on which nothing came', async () => {
      const query = `Key=${PREFIX}* and (LastModified=2026-10-01 or LastModified=2026-10-20)`;
      const { out } = await here().run(['stats', query, '--by', 'day', '--json']);
      const groups = jsonLines(out);
      expect(groups).toHaveLength(20);
      for (const { value, ...rest } of groups) {
        const rows = GENERATED.filter((row) => String(row['LastModified']).startsWith(String(value)));
        const isAsked = value === '2026-10-01' || value === '2026-10-20';
        expect(rest).toEqual(totals(isAsked ? rows : []));
      }
      expect(groups[0]?.['value']).toBe('2026-10-20');
    });

    it('draws bars', async () => {
      const { out } = await here().run([
        'stats',
        `Key=${PREFIX}* and VideoHeight>=1080`,
        '--by',
        'VideoHeight',
      ]);
      const [head, first, second, all] = out.split('\n');
      expect(head).toMatch(/^VideoHeight +Objects +Duration +Size$/);
      expect(first).toMatch(/^(1080|2160) +\d+ +[\d,.]+ h +\d+\.\d GB +█{24}$/);
      expect(second).toMatch(/█[▏▎▍▌▋▊▉]?$/);
      expect(all).toMatch(/^All /);
    });

    it('is CSV with --csv, and says when there is nothing', async () => {
      const { out } = await here().run(['stats', 'Key="news.mp4"', '--csv']);
      expect(out).toMatch(/^Format,objects,durationMs,bytes\r\nMPEG-4,1,5000,\d+\r\n$/);
      const nothing = { code: 0, out: '', err: 'Nothing found.\n' };
      expect(await here().run(['stats', 'Size>1PB'])).toEqual(nothing);
      expect(await here().run(['stats', 'Size>1PB', '--exit-code'])).toEqual({ ...nothing, code: 1 });
      const head = 'Format,objects,durationMs,bytes\r\n';
      expect(await here().run(['stats', 'Size>1PB', '--csv'])).toEqual({ ...nothing, out: head });
    });

    it('has null for rows without the column, and for what the limit leaves out', async () => {
      const query = `Key=${PREFIX}*`;
      const [, ...rest] = jsonLines(
        (await here().run(['stats', query, '--by', 'VideoFormat', '--limit', '1', '--json'])).out,
      );
      expect(rest).toEqual([expect.objectContaining({ value: null, others: true })]);
      const groups = jsonLines((await here().run(['stats', query, '--by', 'VideoFormat', '--json'])).out);
      const without = GENERATED.filter((row) => row['VideoFormat'] === undefined);
      expect(groups.at(-1)).toEqual({ value: null, others: false, ...totals(without) });
      const csv = (await here().run(['stats', query, '--by', 'VideoFormat', '--csv'])).out;
      expect(csv).toMatch(/\r\n,\d+,\d+,\d+\r\n$/);
    });
  });
}
