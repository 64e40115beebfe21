import type { ReaderSettings } from '../reader-settings';
import type { Begin } from './plan-state';

/** The fetches for the two requests that are sent before anything is known of the object. */
export function headAndTail(size: number, settings: ReaderSettings): { head: Begin; tail: Begin } {
  const headEnd = Math.min(settings.headBytes, size);
  const tailStart = Math.max(headEnd, size - settings.tailBytes);
  return {
    head: { do: 'begin', start: 0, end: settings.openHead ? tailStart : headEnd, wanted: headEnd },
    tail: { do: 'begin', start: tailStart, end: size, wanted: size },
  };
}
