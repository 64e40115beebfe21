import type { ObjectAddress } from '../../../contract/object-version';
import { RecordedError } from '../errors';
import { nameOf, type ObjectName } from './object-name';

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Characters that XML 1.0 cannot contain, not even as a character reference: all that its production `Char`
 * excludes.
 */
const NOT_XML = /[^\t\n\r\x20-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Most invalid characters that are replaced. MediaInfo itself writes texts with such characters as Base64, so
 * a normal report has few.
 */
const MAX_INVALID = 10_000;

/** @throws RecordedError FAILED when there are more */
function withoutInvalid(xml: string): string {
  const parts: string[] = [];
  let kept = 0;
  // One by one: a list of all matches could take a hundred times the memory of the text.
  for (const { index, 0: character } of xml.matchAll(NOT_XML)) {
    if (parts.length === MAX_INVALID)
      throw new RecordedError('FAILED', 'MediaInfo wrote a report that is no text.');
    parts.push(xml.slice(kept, index));
    kept = index + character.length;
  }
  return parts.length === 0 ? xml : [...parts, xml.slice(kept)].join('\uFFFD');
}

const escapeXml = (text: string): string =>
  text
    .replace(NOT_XML, '\uFFFD')
    .replace(/[&<>"]/g, (c) => REFERENCES[c] as string)
    .replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);

const FIELDS: Record<string, keyof ObjectName> = {
  CompleteName: 'complete',
  FolderName: 'folder',
  FileNameExtension: 'nameExtension',
  FileName: 'name',
  FileExtension: 'extension',
};

/**
 * The elements of the General track that contain a part of the path. They are in Base64 when XML cannot
 * contain the text. MediaInfo escapes `<` in the text.
 */
const PATH_FIELD = new RegExp(
  `<(${Object.keys(FIELDS).join('|')})(?: dt="binary.base64")?>[^<]*</\\1>\n?`,
  'g',
);

/**
 * Puts the object's own name into a report: the fields about the path say what they would say for a file at
 * `oss://bucket/key`.
 *
 * @param directory the folder in which mediainfo believed the object to be; replaced by the object's folder
 * everywhere else
 * @param maxBytes of the result; the object's names may be far longer than the names they replace
 * @throws RecordedError TOO_LARGE when the result would be larger
 */
export function withIdentity(
  xml: string,
  address: ObjectAddress,
  directory: string,
  maxBytes = Number.POSITIVE_INFINITY,
): string {
  const name = nameOf(address);
  const start = xml.indexOf('<track type="General">');
  const end = xml.indexOf('</track>', start);
  const replaced = new Set<string>();
  const general = xml.slice(start, end).replace(PATH_FIELD, (_, field: string) => {
    const value = name[FIELDS[field] as keyof ObjectName];
    // MediaInfo writes each field once.
    if (value === '' || replaced.has(field)) return '';
    replaced.add(field);
    return `<${field}>${escapeXml(value)}</${field}>\n`;
  });
  const named = start < 0 ? xml : xml.slice(0, start) + general + xml.slice(end);
  const identified = named.replace(/<media ref="[^"]*"/, () => `<media ref="${escapeXml(name.complete)}"`);
  const tooLarge = (): RecordedError =>
    new RecordedError(
      'TOO_LARGE',
      `The report has more than ${maxBytes} bytes with the object's own name in it.`,
    );
  const folder = escapeXml(name.folder);
  const times = identified.split(directory).length - 1;
  if (identified.length + times * (folder.length - directory.length) > maxBytes) {
    throw tooLarge();
  }
  const valid = withoutInvalid(identified.replaceAll(directory, () => folder));
  if (Buffer.byteLength(valid) > maxBytes) throw tooLarge();
  return valid;
}
