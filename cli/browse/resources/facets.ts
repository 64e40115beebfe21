import { conditionsOf } from '../ask/conditions';
import { type CountedFacet, countFacets } from '../ask/count-facets';
import { type View, viewOf } from '../ask/view';
import { facetList } from '../pages/facet-list';
import type { Resource } from '../server/resource';

/** Counts beside a query. */
export const FACET_COUNTS: Resource<{ view: View; facets: CountedFacet[] }> = {
  name: 'facets',
  title: 'Narrow down',
  load: async (params, { index, now }) => {
    const view = viewOf(params);
    return { view, facets: await countFacets(index, conditionsOf(view.q, now())) };
  },
  part: ({ facets, view }) => facetList(facets, view),
  json: ({ facets }) => facets,
  csv: ({ facets }) => [
    ['facet', 'value', 'objects'],
    ...facets.flatMap(({ title, values }) => values.map(({ label, objects }) => [title, label, objects])),
  ],
};
