import { UNSURE_OTHERWISE, UNSURE_WHEN_FAST } from './unsure-fields';

const TRACK_START = '<track type="';
const TRACK_END = '</track>';

/**
 * Changes the tracks of a report one by one. It only searches for their tags, because the content may be long
 * and hostile.
 */
function withTracks(xml: string, change: (track: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = xml.indexOf(TRACK_START, at);
    const end = start < 0 ? -1 : xml.indexOf(TRACK_END, start);
    if (end < 0) return parts.join('') + xml.slice(at);
    parts.push(xml.slice(at, start), change(xml.slice(start, end + TRACK_END.length)));
    at = end + TRACK_END.length;
  }
}

/** The format of the first track, which is the format of the file. */
function formatOf(xml: string): string {
  const field = '<Format>';
  const start = xml.indexOf(field, xml.indexOf(TRACK_START));
  const end = start < 0 ? -1 : xml.indexOf('<', start + field.length);
  const own = end >= 0 && start < xml.indexOf(TRACK_END);
  return own ? xml.slice(start + field.length, end) : '';
}

/** A fast report without the fields that may be wrong. */
export function withoutUnsure(xml: string): string {
  const format = formatOf(xml);
  const unsure = (Object.hasOwn(UNSURE_WHEN_FAST, format) && UNSURE_WHEN_FAST[format]) || UNSURE_OTHERWISE;
  return withTracks(xml, (track) => {
    const type = /^<track type="(\w+)"/.exec(track)?.[1] ?? '';
    const names = Object.hasOwn(unsure, type) ? unsure[type]!.join('|') : '';
    if (!names) return track;
    const line = new RegExp(`^<((?:${names})(?:_String\\d?)?)>[^<]*</\\1>\\n`, 'gm');
    return track.replace(line, '').replace(/^<extra>\n<\/extra>\n/gm, '');
  });
}
