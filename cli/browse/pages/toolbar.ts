import { SEARCHABLE_COLUMNS } from '../../../contract/query/columns';
import { addressOf, sortText, type View } from '../ask/view';
import { count, type Html, html } from '../server/html';
import { commandLine } from './command-line';

/** What can be done with all that is found. @param shown names of the columns that the table shows */
export function toolbar(
  view: View,
  shown: readonly string[],
  found: number,
  rows: number,
  where: string,
): Html {
  const all = { ...view, after: undefined, show: undefined };
  const whole = (extension: string): string =>
    `${addressOf(`/objects.${extension}`, all)}${/\?/.test(addressOf('', all)) ? '&' : '?'}limit=all`;
  const page = { ...view, show: undefined };
  return html`<div class="tools">
<details class="menu"><summary>Columns</summary><form action="/objects" class="panel" id="columns">
<input type="hidden" name="q" value="${view.q}"><input type="hidden" name="sort" value="${sortText(view.sort) || 'none'}">
<p><label>Columns, in this order <input name="columns" list="column-names" value="${(view.columns ?? shown).join(',')}" autocomplete="off" spellcheck="false" size="40"></label></p>
<p><label>Add one <select id="add-column"><option value="">choose</option>${SEARCHABLE_COLUMNS.map(({ name }) => html`<option>${name}</option>`)}</select></label></p>
<p><button>Show</button> <a href="${addressOf('/objects', { ...view, columns: undefined })}">Overview</a></p>
</form></details>
<details class="menu"><summary>Download</summary><div class="panel">
<p>This page (${count(rows)}): <a href="${addressOf('/objects.csv', page)}" download>CSV</a> <a href="${addressOf('/objects.jsonl', page)}" download>JSON lines</a> <a href="${addressOf('/objects.json', page)}">JSON</a></p>
<p>All found (${count(found)}): <a href="${whole('csv')}" download>CSV</a> <a href="${whole('jsonl')}" download>JSON lines</a></p>
</div></details>
<details class="menu"><summary>Describe again</summary><div class="panel" data-part="${addressOf('/describe-again', { q: view.q, sort: view.sort })}"><p><a href="${addressOf('/describe-again', { q: view.q, sort: view.sort })}">What it costs</a></p></div></details>
<details class="menu"><summary>Command line</summary><div class="panel">${commandLine('The same on the command line', where, 'command')}</div></details>
</div>`;
}
