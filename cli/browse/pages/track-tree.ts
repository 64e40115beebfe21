import { trackColumnNamed } from '../../../contract/query/columns';
import { cellText, trackText } from '../../output/cell-text';
import { duration, withScale } from '../../output/units';
import type { TrackRow } from '../../search/found-row';
import { type Html, html, othersText } from '../server/html';

/** What the summary of a track has said already. */
const IN_SUMMARY = new Set(['Kind']);

/** The tracks of a file, each with what is told of it. */
export function trackTree(tracks: readonly TrackRow[]): Html {
  const numbers = new Map<string, number>();
  return html`<ul class="tracks">${tracks.map((track) => {
    const kind = String(track['Kind'] ?? 'Track');
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const fields = Object.entries(track).filter(([name]) => !IN_SUMMARY.has(name));
    return html`<li><details><summary>${othersText(`${kind} ${number}`)} <span class="dim">${othersText(glanceAt(track))}</span></summary><dl>${fields.map(([name, value]) => html`<div><dt>${othersText(name)}</dt><dd>${othersText(valueText(name, value))}</dd></div>`)}</dl></details></li>`;
  })}</ul>`;
}

/** Without its kind, which the summary says with its number. */
function glanceAt({ Kind: _, ...track }: TrackRow): string {
  const { Format = '', Width, Height, FrameRate, Language, Channels } = track;
  const parts: TrackRow = { Format };
  if (Width !== undefined && Height !== undefined) parts['Size'] = `${String(Width)}×${String(Height)}`;
  for (const [name, value] of Object.entries({ FrameRate, Channels, Language })) {
    if (value !== undefined) parts[name] = value;
  }
  return trackText(parts);
}

function valueText(name: string, value: TrackRow[string]): string {
  const unit = trackColumnNamed(name)?.unit;
  if (typeof value !== 'number') return cellText(name, value);
  if (unit === 'ms') return duration(value);
  if (unit === 'bit/s') return withScale(value, 'b/s');
  return trackText({ [name]: value }).replace(`${name} `, '');
}
