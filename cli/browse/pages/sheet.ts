import type { Column } from '../../../contract/columns';
import { DOUBTS, type Doubt } from '../../../contract/doubts';
import type { ObjectRow } from '../../cloud/rows';
import { duration } from '../../output/units';
import { isTracks, listOf, takenApart } from '../../search/found-row';
import { sectionsOf, valueText } from '../../show/row-sheet';
import { showCommand } from '../ask/same-command';
import { sourceOf } from '../picture/picture-source';
import { type Html, html, othersText } from '../server/html';
import { commandLine } from './command-line';
import { isOfPolicy, policySection } from './policy-section';
import { statusChip } from './result-table';
import { trackTree } from './track-tree';

/** Headings of what is of the object and of the row: people ask for the media first. */
const FIRST_IN_DOCS = 'Object';
const LAST_IN_DOCS = 'How the row came about';

/** Shown in parts of their own. */
const ELSEWHERE = new Set(['Doubts', 'Tracks']);

/** The details of an object: what to doubt first, then what it is, then how the row came about. */
export function sheet(row: ObjectRow, where: string): Html {
  const { bucket, key, status, reason, xml } = row;
  const address = `oss://${bucket}/${key}`;
  const named = encodeURIComponent(address);
  const tracks = takenApart('Tracks', row.columns['Tracks'] ?? '');
  const sections = sectionsOf(row)
    .map(({ title, columns }) => ({
      title,
      columns: columns.filter(({ name }) => !ELSEWHERE.has(name) && !isOfPolicy(name)),
    }))
    .filter(({ columns }) => columns.length > 0);
  const [media, others] = [true, false].map((isMedia) =>
    sections.filter(({ title }) => (title !== FIRST_IN_DOCS && title !== LAST_IN_DOCS) === isMedia),
  ) as [typeof sections, typeof sections];
  return html`<article id="sheet" aria-labelledby="sheet-title" data-address="${address}">
<header><h2 id="sheet-title" tabindex="-1">${othersText(key)}</h2><a class="close" href="/objects" aria-label="Close details">×</a></header>
<p class="verdict">${statusChip(status)} ${reason ? othersText(reason) : ''}</p>
${doubtList(row)}
${policySection(row)}
${pictureSection(row, named)}
${isTracks(tracks) ? html`<section><h3>Tracks</h3>${trackTree(tracks)}</section>` : ''}
${[...media, ...others].map(factSection(row))}
${xml === null ? html`<p>There is no report.</p>` : html`<details data-text="/report?address=${named}"><summary>MediaInfo’s report</summary><pre tabindex="0" aria-label="MediaInfo’s report"></pre><p><a href="/report?address=${named}" download>Download XML</a></p></details>`}
${commandLine('The same on the command line', showCommand(address, where), 'show-command')}
<p class="acts"><button type="button" data-copy="${address}">Copy address</button> <a href="/object.json?address=${named}">JSON</a> <a href="/object.csv?address=${named}" download>CSV</a></p>
<details class="again" data-part="/describe-again?address=${named}"><summary>Describe again</summary><p><a href="/describe-again?address=${named}">What it costs</a></p></details>
</article>`;
}

function doubtList({ columns }: ObjectRow): Html | '' {
  const doubts = columns['Doubts'] === undefined ? [] : listOf(String(columns['Doubts']));
  if (doubts.length === 0) return '';
  const words = (doubt: string): string => (Object.hasOwn(DOUBTS, doubt) ? DOUBTS[doubt as Doubt] : '');
  return html`<ul class="doubts" aria-label="Doubts">${doubts.map((doubt) => html`<li><code>${othersText(doubt)}</code> ${words(doubt)}</li>`)}</ul>`;
}

const factSection =
  (row: ObjectRow) =>
  ({ title, columns }: { title: string; columns: readonly Column[] }): Html =>
    html`<section><h3>${title}</h3><dl>${columns.map((column) => fact(column, row))}</dl></section>`;

function fact(column: Column, { columns }: ObjectRow): Html {
  const value = columns[column.name]!;
  const shown =
    column.type === 'list'
      ? html`<ul>${listOf(String(value)).map((item) => html`<li>${othersText(item)}</li>`)}</ul>`
      : othersText(column.type === 'string' ? String(value) : valueText(column, value));
  return html`<div><dt title="${column.description}">${column.name}</dt><dd>${shown}</dd></div>`;
}

/** A picture is only made when somebody asks for it. */
function pictureSection(row: ObjectRow, named: string): Html | '' {
  const source = sourceOf(row, Number.POSITIVE_INFINITY);
  if (!source) return '';
  const at = source.still ? 0 : Math.round(source.atMs * 0.1);
  const slider = source.still
    ? ''
    : html`<label>At <output>${duration(at)}</output> <input type="range" min="0" max="${source.atMs}" value="${at}" step="40" data-at aria-label="Time of the picture"></label>`;
  return html`<section class="picture" data-picture="/picture?address=${named}"><button type="button" data-show>Show ${source.still ? 'the picture' : 'a picture'}</button> ${slider}<figure hidden><img alt="" width="960" height="540"></figure><p role="status"></p></section>`;
}
