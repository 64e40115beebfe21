import { type Html, html } from '../server/html';

const KEYS: [keys: string[], what: string][] = [
  [['/'], 'query'],
  [['j', 'k'], 'next row, row before'],
  [['Enter'], 'details of the row'],
  [['Esc'], 'close what is open'],
  [['n', 'p'], 'next page, page before'],
  [['c'], 'copy “the same on the command line”'],
  [['?'], 'this'],
];

const EXAMPLES: [query: string, what: string][] = [
  ['evening news', 'words in key and title'],
  ['VideoHeight>=2160 and LastModified>-7d', '4K of this week'],
  ['audio(Language=ja and Channels>=6)', 'one track that is both'],
  ['VideoFormat in (HEVC, AV1) and no TextLanguages', 'a list; a column without a value'],
  ['Key=films/* and Size>2GB', 'a pattern; a number with its unit'],
  ['Doubts=TRUNCATED or Status!=DESCRIBED', 'what is not as it should be'],
];

/** Keys of the page, and the language of questions. */
export const helpDialog = (): Html => html`<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keys and language</h2>
<dl class="keys">${KEYS.map(([keys, what]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>
<p><label><input type="checkbox" id="keys-on" checked> Single letters are keys</label></p>
<dl class="examples">${EXAMPLES.map(([query, what]) => html`<div><dt><a href="/objects?q=${encodeURIComponent(query)}"><code>${query}</code></a></dt><dd>${what}</dd></div>`)}</dl>
<form method="dialog"><button>Close</button></form>
</dialog>`;
