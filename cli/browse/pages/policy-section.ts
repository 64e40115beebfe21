import type { ObjectRow } from '../../cloud/rows';
import { listOf } from '../../search/found-row';
import { type Html, html, othersText } from '../server/html';

/** Columns that tell what a policy said of the object. */
export const isOfPolicy = (column: string): boolean => column.startsWith('Policy');

const COLOURS: Record<string, string> = { PASS: 'green', WARN: 'yellow', FAIL: 'red' };

/** The verdict of a policy, rule by rule; nothing where none applies. */
export function policySection({ columns }: ObjectRow): Html | '' {
  const { Policy, PolicyName, PolicyVersion, PolicyFailures, PolicyWarnings } = columns;
  if (Policy === undefined) return '';
  const verdict = String(Policy);
  return html`<section class="policy"><h3>Policy</h3>
<p><span class="chip ${COLOURS[verdict] ?? 'yellow'}">${othersText(verdict)}</span> ${PolicyName === undefined ? '' : othersText(String(PolicyName))}</p>
${rules('Rules that fail', 'red', PolicyFailures)}
${rules('Rules that warn', 'yellow', PolicyWarnings)}
${PolicyVersion === undefined ? '' : html`<p class="dim">Judged by version ${othersText(String(PolicyVersion))}</p>`}
</section>`;
}

function rules(title: string, colour: string, stored: ObjectRow['columns'][string] | undefined): Html | '' {
  const names = stored === undefined ? [] : listOf(String(stored));
  if (names.length === 0) return '';
  return html`<ul class="rules" aria-label="${title}">${names.map((name) => html`<li><span class="${colour} mark" aria-hidden="true">${colour === 'red' ? '✗' : '!'}</span> ${othersText(name)}</li>`)}</ul>`;
}
