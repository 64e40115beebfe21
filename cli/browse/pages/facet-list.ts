import type { CountedFacet } from '../ask/count-facets';
import { addressOf, type View } from '../ask/view';
import { count, type Html, html, othersText } from '../server/html';

/** Counts beside the query. Each is a link, whose click becomes part of the query. */
export const facetList = (facets: readonly CountedFacet[], view: View): Html => html`<div id="facet-list">
<h2 class="away">Narrow down</h2>
${facets.length === 0 ? html`<p class="none">Nothing to count.</p>` : ''}
${facets.map((facet) => section(facet, view))}
</div>`;

function section({ title, values }: CountedFacet, view: View): Html {
  const most = Math.max(...values.map(({ objects }) => objects), 1);
  return html`<section><h3>${title}</h3><ul>${values.map(({ label, objects, isChosen, query }) => {
    const href = addressOf('/objects', { ...view, q: query, after: undefined, show: undefined });
    const state = isChosen ? html` aria-current="true"` : '';
    return html`<li><a href="${href}"${state} data-focus="${title} ${label}"><span class="label">${othersText(label)}</span> <span class="count">${count(objects)}</span><svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${width(objects, most)}" height="1"/></svg></a></li>`;
  })}</ul></section>`;
}

/** A hundredth that is not nothing is seen. */
export const width = (value: number, most: number): string =>
  (value === 0 ? 0 : Math.max(1, (100 * value) / most)).toFixed(1);
