import { conditionsOf, expressionOf } from '../ask/conditions';
import { type Timeline, timelineOf } from '../ask/timeline';
import { type View, viewOf } from '../ask/view';
import { timelineChart } from '../pages/timeline-chart';
import type { Resource } from '../server/resource';

/** Uploads over time, and codecs. */
export const TIMELINE: Resource<{ view: View; timeline: Timeline }> = {
  name: 'timeline',
  title: 'Over time',
  load: async (params, { index, now }) => {
    const view = viewOf(params);
    const timeline = await timelineOf(index, conditionsOf(view.q, now()), expressionOf(view.q, now()));
    return { view, timeline };
  },
  part: ({ timeline, view }) => timelineChart(timeline, view),
  json: ({ timeline: { unit, bars, codecs } }) => ({ unit, bars, codecs }),
  csv: ({ timeline: { unit, bars, codecs } }) => [
    ['kind', 'value', 'objects', 'durationMs', 'bytes'],
    ...bars.map(({ label, objects, durationMs, bytes }) => [unit, label, objects, durationMs, bytes]),
    ...codecs.map(({ value, objects, durationMs, bytes }) => ['codec', value, objects, durationMs, bytes]),
  ],
};
