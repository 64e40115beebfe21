import { XMLParser } from 'fast-xml-parser';
import type { TrackType } from '../../../contract/columns';

/** One track of MediaInfo's report. */
export interface Track {
  type: TrackType;
  /** Values by field name. Fields inside `<extra>` are named `extra.FIELD`. */
  fields: Map<string, string>;
}

export interface ParsedReport {
  tracks: Track[];
}

interface Element {
  [name: string]: unknown;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // Numbers are read later, field by field and strictly. A title "007" stays text.
  parseTagValue: false,
  trimValues: true,
  isArray: (name) => name === 'track',
  // A tag of the media file can have such a name, and then the parser would refuse the whole report.
  transformTagName: (name) => (name in Object.prototype || name === 'prototype' ? `tag ${name}` : name),
  // Only the five entities of XML occur (`checkPrinted`), and a text contains few of them (`withShortTexts`).
  processEntities: {
    enabled: true,
    maxTotalExpansions: Number.MAX_SAFE_INTEGER,
    maxExpandedLength: Number.MAX_SAFE_INTEGER,
  },
});

/**
 * Most characters of a text that are read: sixteen times the longest column, and a multiple of 4, so that
 * Base64 is cut between groups. A text may be as long as the report, and unescaping it takes several times
 * its memory.
 */
const MAX_TEXT = 16 * 1024;

/** Cuts the texts of a report to that length, but never inside an escaped character. */
function withShortTexts(xml: string): string {
  const parts: string[] = [];
  let kept = 0;
  for (let start = xml.indexOf('>'); start >= 0; ) {
    const end = xml.indexOf('<', start);
    if (end < 0) break;
    let cut = start + 1 + MAX_TEXT;
    if (end > cut) {
      const escaped = xml.lastIndexOf('&', cut);
      if (escaped > cut - 10 && xml.indexOf(';', escaped) >= cut) cut = escaped;
      parts.push(xml.slice(kept, cut));
      kept = end;
    }
    start = xml.indexOf('>', end);
  }
  return parts.join('') + xml.slice(kept);
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null;

/** MediaInfo writes a text that XML cannot contain as Base64, and marks it so. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return textOf(value[0]);
  if (!isElement(value) || typeof value['#text'] !== 'string') return undefined;
  const text = value['#text'];
  return value['@dt'] === 'binary.base64' ? Buffer.from(text, 'base64').toString() : text;
}

function addFields(fields: Map<string, string>, element: Element, prefix: string): void {
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith('@') || name === '#text') continue;
    const text = textOf(value);
    if (text !== undefined && text !== '') fields.set(prefix + name, text);
    else if (name === 'extra' && isElement(value)) addFields(fields, value, 'extra.');
    else if (REMARKS.has(name)) addRemarks(fields, value, prefix + name);
  }
}

/** The only elements below `<extra>` whose inside is read: MediaInfo puts what it holds against a file there. */
const REMARKS = new Set(['ConformanceErrors', 'ConformanceWarnings']);

/** Each text inside, under the path to it: `extra.ConformanceErrors.mdat.GeneralCompliance`, `…#2` for a second. */
function addRemarks(fields: Map<string, string>, value: unknown, path: string): void {
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) addRemarks(fields, one, i === 0 ? path : `${path}#${i + 1}`);
    return;
  }
  const text = textOf(value);
  if (text !== undefined && text !== '') fields.set(path, text);
  else if (isElement(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (!name.startsWith('@') && name !== '#text') addRemarks(fields, inner, `${path}.${name}`);
    }
  }
}

/** @throws Error when the text is not a MediaInfo report */
export function parseReport(xml: string): ParsedReport {
  const root: unknown = parser.parse(withShortTexts(xml));
  const media = isElement(root) && isElement(root['MediaInfo']) ? root['MediaInfo']['media'] : undefined;
  if (!isElement(media) || !Array.isArray(media['track'])) {
    throw new Error('Report: a <MediaInfo> with a <media> and its tracks is expected.');
  }
  const tracks = media['track'].filter(isElement).map((element) => {
    const fields = new Map<string, string>();
    addFields(fields, element, '');
    return { type: String(element['@type']) as TrackType, fields };
  });
  return { tracks };
}
