import type { QueryError } from '../../../contract/query/query-error';
import { isDefaultSort, sortText, type View } from '../ask/view';
import { type Html, html, othersText } from '../server/html';

/** The query box, which knows the language; below it what is wrong, under the character. */
export function askForm(view: View, problem: QueryError | undefined): Html {
  const { q, columns, sort } = view;
  return html`<form id="ask" role="search" action="/objects">
<label class="away" for="q">Query</label>
<input id="q" name="q" type="text" value="${q}" placeholder="VideoHeight>=2160 and LastModified>-7d, or words" autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto" role="combobox" aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list" aria-describedby="problem"${problem ? html` aria-invalid="true"` : ''}>
${columns ? html`<input type="hidden" name="columns" value="${columns.join(',')}">` : ''}
${isDefaultSort(sort) ? '' : html`<input type="hidden" name="sort" value="${sortText(sort) || 'none'}">`}
<button type="submit">Find</button>
<ul id="suggestions" role="listbox" aria-label="Suggestions" hidden></ul>
<div id="problem">${problem ? problemText(problem) : ''}</div>
</form>`;
}

/** The query with a mark at the place, and what is wrong there. */
export function problemText({ problem, query, span }: QueryError): Html {
  const marked = query.slice(span.start, span.end);
  return html`<pre>${othersText(query.slice(0, span.start))}<mark>${marked ? othersText(marked) : ' '}</mark>${othersText(query.slice(span.end))}</pre><p role="alert">${othersText(problem)}</p>`;
}
