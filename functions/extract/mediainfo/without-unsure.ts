import { UNSURE_OTHERWISE, UNSURE_WHEN_FAST } from './unsure-fields';

const TRACK_START = '<track type="';
const TRACK_END = '</track>';

/** A report whose tracks are changed one by one. Searched for by their tags alone: what is in them may be long and hostile. */
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

/** The format that the first track, the file's own, is of. */
function formatOf(xml: string): string {
  const field = '<Format>';
  const start = xml.indexOf(field, xml.indexOf(TRACK_START));
  const end = start < 0 ? -1 : xml.indexOf('<', start + field.length);
  const own = end >= 0 && start < xml.indexOf(TRACK_END);
  return own ? xml.slice(start + field.length, end) : '';
}

/** A fast report without the fields that may be wrong in it. */
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
