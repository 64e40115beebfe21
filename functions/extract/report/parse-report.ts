import type { TrackType } from '../../../contract/columns';
import { type ReportElement, reportElements, unescaped } from './report-elements';

/** One track of MediaInfo's report. */
export interface Track {
  type: TrackType;
  /** Values by field name. Fields inside `<extra>` are named `extra.FIELD`. */
  fields: Map<string, string>;
}

export interface ParsedReport {
  tracks: Track[];
}

/**
 * Most characters of a text that are read: sixteen times the longest column, and a multiple of 4, so that
 * Base64 is cut between groups. A text may be as long as the report, and unescaping it takes several times
 * its memory.
 */
const MAX_TEXT = 16 * 1024;

/** Cuts a text to that length, but never inside an escaped character. */
function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const escaped = text.lastIndexOf('&', MAX_TEXT);
  const isInside = escaped > MAX_TEXT - 10 && text.indexOf(';', escaped) >= MAX_TEXT;
  return text.slice(0, isInside ? escaped : MAX_TEXT);
}

/** MediaInfo writes a text that XML cannot contain as Base64, and marks it so. */
function textOf({ text, attributes }: ReportElement): string {
  const short = unescaped(cut(text.trim()));
  return attributes.includes('dt="binary.base64"') ? Buffer.from(short, 'base64').toString() : short;
}

/** Of several elements of one name, the first counts. */
function addFields(fields: Map<string, string>, { children }: ReportElement, prefix: string): void {
  for (const [name, same] of byName(children)) {
    const [first] = same as [ReportElement];
    const text = textOf(first);
    if (text !== '') fields.set(prefix + name, text);
    else if (name === 'extra') addFields(fields, first, 'extra.');
    else if (REMARKS.has(name)) addRemarks(fields, same, prefix + name);
  }
}

/** The only elements below `<extra>` whose inside is read: MediaInfo puts what it holds against a file there. */
const REMARKS = new Set(['ConformanceErrors', 'ConformanceWarnings']);

/** Each text inside, under the path to it: `extra.ConformanceErrors.mdat.GeneralCompliance`, `…#2` for a second. */
function addRemarks(fields: Map<string, string>, elements: readonly ReportElement[], path: string): void {
  for (const [i, element] of elements.entries()) {
    const own = i === 0 ? path : `${path}#${i + 1}`;
    const text = textOf(element);
    if (text !== '') fields.set(own, text);
    else for (const [name, same] of byName(element.children)) addRemarks(fields, same, `${own}.${name}`);
  }
}

function byName(elements: readonly ReportElement[]): Map<string, ReportElement[]> {
  const names = new Map<string, ReportElement[]>();
  for (const element of elements) {
    const same = names.get(element.name);
    if (same) same.push(element);
    else names.set(element.name, [element]);
  }
  return names;
}

const TYPE = / type="([^"]*)"/;

const childrenOf = ({ children }: ReportElement, name: string): ReportElement[] =>
  children.filter((child) => child.name === name);

/** @throws Error when the text is not a MediaInfo report */
export function parseReport(xml: string): ParsedReport {
  const [root] = childrenOf(reportElements(xml), 'MediaInfo');
  const [media] = root ? childrenOf(root, 'media') : [];
  const tracks = media ? childrenOf(media, 'track') : [];
  if (tracks.length === 0) {
    throw new Error('Report: a <MediaInfo> with a <media> and its tracks is expected.');
  }
  return {
    tracks: tracks.map((element) => {
      const fields = new Map<string, string>();
      addFields(fields, element, '');
      return { type: unescaped(TYPE.exec(element.attributes)?.[1] ?? '') as TrackType, fields };
    }),
  };
}
