import { columnNamed, isSortable } from '../../../contract/query/columns';
import { traitsOf } from '../../../contract/statuses';
import type { View as TableView } from '../../output/overview';
import type { FoundRow } from '../../search/found-row';
import { addressOf, type View } from '../ask/view';
import { type Html, html, othersText } from '../server/html';

/** Columns of the row that a combined column is sorted by. */
const SORTED_BY: Record<string, string> = { Picture: 'VideoHeight', Codecs: 'VideoFormat' };

const sortColumn = ({ head, needs }: TableView): string | undefined => {
  const name = SORTED_BY[head] ?? needs[0]!;
  const column = columnNamed(name);
  return column && isSortable(column) ? column.name : undefined;
};

export function resultTable(rows: readonly FoundRow[], columns: readonly TableView[], view: View): Html {
  return html`<div class="scroll" role="region" aria-label="Rows" tabindex="0"><table id="rows">
<thead><tr>${columns.map((column) => headCell(column, view))}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, columns))}</tbody>
</table></div>`;
}

function headCell(column: TableView, view: View): Html {
  const name = sortColumn(column);
  const numeric = column.align === 'right' ? html` class="n"` : '';
  if (name === undefined) return html`<th scope="col"${numeric}>${column.head}</th>`;
  const [first] = view.sort;
  const isFirst = first?.column === name;
  // Numbers and times are looked for from the largest down.
  const { type } = columnNamed(name)!;
  const descending = isFirst ? !first.descending : ['integer', 'double', 'time'].includes(type);
  const href = addressOf('/objects', { ...view, sort: [{ column: name, descending }], after: undefined });
  const state = isFirst ? html` aria-sort="${first.descending ? 'descending' : 'ascending'}"` : '';
  return html`<th scope="col"${numeric}${state}><a href="${href}" data-focus="sort ${name}">${column.head}</a></th>`;
}

const addressOfRow = ({ BucketName, Key, ObjectKey }: FoundRow): string =>
  `oss://${BucketName}/${Key ?? ObjectKey}`;

function tableRow(row: FoundRow, columns: readonly TableView[]): Html {
  const address = addressOfRow(row);
  const cells = columns.map((column, i) => {
    const text = column.show(row);
    if (i === 0) {
      const key =
        column.needs[0] === 'Key'
          ? othersText(String(row['Key'] ?? row['ObjectKey']))
          : othersText(text || '–');
      return html`<th scope="row"><a href="/object?address=${encodeURIComponent(address)}">${key}</a></th>`;
    }
    if (column.head === 'Status') return html`<td>${statusChip(text)}</td>`;
    return html`<td${column.align === 'right' ? html` class="n"` : ''}>${text === '' ? '' : othersText(text)}</td>`;
  });
  return html`<tr>${cells}</tr>
`;
}

/** The word itself says it; the colour only helps. */
export const statusChip = (status: string): Html =>
  html`<span class="chip ${traitsOf(status)?.colour ?? 'yellow'}">${othersText(status)}</span>`;
