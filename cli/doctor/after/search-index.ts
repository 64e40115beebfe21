import * as TableStore from 'tablestore';
import { PRIMARY_KEY } from '../../../contract/table';
import { MediaIndex } from '../../search/media-index';
import type { Checkup } from '../checkup';
import { Failure, NotChecked } from '../finding';
import type { Pipeline } from './pipeline';
import type { TrialKeys } from './trial-keys';
import { until } from './until';

/** How long after the table the search index knows the row of the object that was put. */
export async function checkSearchIndex(
  checkup: Checkup,
  pipeline: Pipeline,
  keys: TrialKeys,
  hasIndex: boolean,
): Promise<void> {
  await checkup.check(
    'search index',
    async () => {
      if (!hasIndex) throw new NotChecked('The stack has no search index.');
      if (!pipeline.rowsFromHere) {
        throw new NotChecked(
          'Tablestore cannot be asked from here: run this with --vpc inside Alibaba Cloud.',
        );
      }
      const { session, target } = pipeline;
      const index = new MediaIndex(session.tablestore, { tableName: target.table, indexName: target.index });
      const query = {
        queryType: TableStore.QueryType.TERM_QUERY,
        query: { fieldName: PRIMARY_KEY[0], term: keys.of('put') },
      };
      const began = performance.now();
      const found = await until(pipeline, async () => ((await index.count(query)) > 0 ? true : undefined));
      const facts = { lagMs: Math.round(performance.now() - began) };
      if (found) return { detail: `It found the row ${facts.lagMs / 1000} s after the table.`, facts };
      throw new Failure(`It did not find the row within ${pipeline.patienceMs / 1000} s.`, undefined, facts);
    },
    { needs: ['put'], type: 'ALIYUN::OTS::SearchIndex' },
  );
}
