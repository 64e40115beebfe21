import { lengthOf } from '../../output/units';
import type { Timeline } from '../ask/timeline';
import { addressOf, type View } from '../ask/view';
import { count, type Html, html, objectsText, othersText } from '../server/html';
import { width } from './facet-list';

/** Bars that would be broader than high. */
const FEW = 10;

/** Uploads over time, and bars by codec; every bar leads to what it counts. */
export function timelineChart({ unit, bars, codecs, codecQueries }: Timeline, view: View): Html {
  const most = Math.max(...bars.map(({ objects }) => objects), 1);
  const link = (q: string): string =>
    addressOf('/objects', { ...view, q, after: undefined, show: undefined });
  const first = bars[0]?.label ?? '';
  const last = bars.at(-1)?.label ?? '';
  return html`<div id="charts">
${
  bars.length === 0
    ? ''
    : html`<figure class="days"><figcaption>Uploads by ${unit}</figcaption><div class="plot${bars.length <= FEW ? ' few' : ''}"><ol>${bars.map(
        ({ label, objects, query }) => {
          const text = `${label}: ${objectsText(objects)}`;
          const height = Number(width(objects, most));
          if (objects === 0) return html`<li></li>`;
          return html`<li><a href="${link(query)}" aria-label="${text}" title="${text}"><svg viewBox="0 0 1 100" preserveAspectRatio="none" aria-hidden="true"><rect y="${(100 - height).toFixed(1)}" width="1" height="${height.toFixed(1)}"/></svg></a></li>`;
        },
      )}</ol><p class="axis" aria-hidden="true"><span>${first}</span><span>${last}</span></p></div></figure>`
}
${codecs.length === 0 ? '' : html`<figure class="codecs"><figcaption>Video codecs</figcaption><ol>${codecs.map(({ value, objects, durationMs }, i) => html`<li><a href="${link(codecQueries[i]!)}"><span class="label">${othersText(value)}</span> <span class="count">${count(objects)}${durationMs > 0 ? ` · ${lengthOf(durationMs)}` : ''}</span><svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${width(objects, codecs[0]!.objects)}" height="1"/></svg></a></li>`)}</ol></figure>`}
</div>`;
}
