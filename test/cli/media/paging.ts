import type * as TableStore from 'tablestore';
import { Session } from '../../../cli/cloud/session';
import { findTarget } from '../../../cli/cloud/target';
import { listRows } from '../../../cli/describe-again/list-rows';
import { ServiceError } from '../../../cli/program/errors';
import { MediaIndex } from '../../../cli/search/media-index';
import { toSearchQuery } from '../../../cli/search/to-search-query';
import { parseQuery } from '../../../contract/query/parse';
import { SEARCH_INDEX } from '../../../contract/search-index';
import { GENERATED, PREFIX } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { keysOf, NOW, SAMPLES } from './media-pipeline';

/** More rows than fit a page, in an order and in none. */
export function paging(here: () => MediaPipeline): void {
  describe('pages', () => {
    it('sorts by several columns, the missing last', async () => {
      const { out } = await here().run([
        'find',
        `Key=${PREFIX}*`,
        '--sort',
        '-VideoHeight,Key',
        '--json',
        '--columns',
        'Key,VideoHeight',
      ]);
      const expected = [...GENERATED].sort(
        (a, b) =>
          Number(b['VideoHeight'] ?? 0) - Number(a['VideoHeight'] ?? 0) ||
          (String(a['Key']) < String(b['Key']) ? -1 : 1),
      );
      expect(keysOf({ out })).toEqual(expected.map((row) => row['Key']));
    });

    it('streams everything through the scan of the index when no order is asked for', async () => {
      const { out } = await here().run([
        'find',
        `Key=${PREFIX}*`,
        '--sort',
        'none',
        '--json',
        '--columns',
        'Key',
      ]);
      expect(keysOf({ out }).sort()).toEqual(GENERATED.map((row) => row['Key']));
    });

    it.each(['none', 'key'])('turns every page, sorted by %s', async (order) => {
      const { table } = here().pipeline.connection;
      const names = { tableName: table, indexName: SEARCH_INDEX };
      const index = new MediaIndex(async () => here().tablestore, names, { index: 7, table: 7, scan: 7 });
      const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
      const sort = order === 'none' ? order : [{ column: 'Size', descending: true }];
      const [keys, sizes]: [unknown[], number[]] = [[], []];
      for await (const rows of index.find({ query, sort, columns: ['Key'] })) {
        sizes.push(rows.length);
        keys.push(...rows.map((row) => row['Key']));
      }
      const expected = GENERATED.map((row) => row['Key']);
      expect(order === 'none' ? keys.sort() : keys).toEqual(order === 'none' ? expected : expected.reverse());
      // The last page of each worker of a scan is a shorter one.
      if (order === 'none') expect(Math.max(...sizes)).toBe(7);
      else expect(sizes).toEqual([...Array(42).fill(7), 6]);
    });

    it.each([
      ['one page, in order of the key', 300, ['search']],
      ['more, in no order', 299, ['search', 'computeSplits', 'parallelScan']],
    ])('reads what no order is asked of as %s', async (_, page, operations) => {
      const { table } = here().pipeline.connection;
      const asked = new Set<string>();
      const watched = Object.create(here().tablestore) as TableStore.Client;
      for (const name of ['search', 'computeSplits', 'parallelScan'] as const) {
        watched[name] = (params: never) => {
          asked.add(name);
          return here().tablestore[name](params) as never;
        };
      }
      const names = { tableName: table, indexName: SEARCH_INDEX };
      const index = new MediaIndex(async () => watched, names, { index: page, table: page, scan: 50 });
      const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
      const keys: unknown[] = [];
      for await (const rows of index.find({ query, sort: 'any', columns: ['Key'] })) {
        keys.push(...rows.map((row) => row['Key']));
      }
      const expected = GENERATED.map((row) => row['Key']);
      expect(operations.length === 1 ? keys : keys.sort()).toEqual(expected);
      expect([...asked]).toEqual(operations);
    });

    it('goes on in order of the key where the credentials may search and not scan', async () => {
      const { table } = here().pipeline.connection;
      const refusing = Object.create(here().tablestore) as TableStore.Client;
      refusing.computeSplits = async () => {
        throw new ServiceError('Tablestore: refused', 'OTSNoPermissionAccess');
      };
      const names = { tableName: table, indexName: SEARCH_INDEX };
      const index = new MediaIndex(async () => refusing, names, { index: 7, table: 7, scan: 7 });
      const query = toSearchQuery(parseQuery(`Key=${PREFIX}*`, NOW));
      const keys: unknown[] = [];
      for await (const rows of index.find({ query, sort: 'any', columns: ['Key'] })) {
        keys.push(...rows.map((row) => row['Key']));
      }
      expect(keys).toEqual(GENERATED.map((row) => row['Key']));
      await expect(index.find({ query, sort: 'none', columns: ['Key'] }).next()).rejects.toThrow('refused');
    });

    it('reads any number of rows, in the order of their keys', async () => {
      const session = new Session(findTarget({ local: here().local }, { env: {}, cwd: '/' }));
      const rowsAfter = async (prefix: string, after: string): Promise<string[]> => {
        const rows: string[] = [];
        for await (const page of listRows(session, { prefix, after }))
          rows.push(...page.map(({ key }) => key));
        return rows;
      };
      const generated = GENERATED.map((row) => String(row['Key']));
      expect(await rowsAfter(PREFIX, '')).toEqual(generated);
      expect(await rowsAfter(PREFIX, generated[250]!)).toEqual(generated.slice(251));
      expect(await rowsAfter('', generated.at(-1)!)).toEqual(
        SAMPLES.map(({ key }) => key).filter((key) => key > PREFIX),
      );
    });
  });
}
