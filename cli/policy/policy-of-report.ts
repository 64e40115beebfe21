import type { XmlElement } from '../../contract/policy/read-xml';
import { tracksOf } from '../../contract/policy/report-tree';

/**
 * Fields that differ between two files of one specification: sizes, lengths, times, names, sums, and the numbers of
 * tracks. MediaConch leaves out the first dozen when it makes a policy from a file, too.
 */
const VARYING = new RegExp(
  `^(?:${[
    'FileSize|.*Duration.*|DURATION|OverallBitRate.*|FrameCount|SamplingCount|.*StreamSize.*|BitRate|.*Delay.*|Count',
    'DataSize|HeaderSize|FooterSize|.*_Size|.*_Maximum|.*_Minimum|Stored_.*|Source_.*|Bits-Pixel_Frame|BitsPixel_Frame',
    'UniqueID|ID|StreamOrder|StreamKind.*|StreamCount|Inform|Status|MD5.*|CodecID_Url|Conformance.*',
    'Title.*|Movie.*|Track.*|Album.*|Performer|Comment|Copyright|Description|Cover.*|CompleteName.*|FolderName|FileName.*',
    'Encoded_.*|Tagged_.*|Mastered_.*|File_.*|.*Date.*|TimeCode_FirstFrame|TimeCode_LastFrame',
  ].join('|')})$`,
);

/** Words for people of what other fields say, such as `Width_String`. */
const WORDED = /_(?:String\d*|Info|Url|List|Extensions|Commercial)$/;

/** How deep elements are looked into: `extra`, and what has parts. */
const MOST_DEPTH = 4;

/** MediaConch's XML, with a rule for each field that a specification may name. The file passes it. */
export function policyOfReport(report: string, name: string): string {
  const rules = tracksOf(report).flatMap((track, i, tracks) => {
    const kind = track.attributes['type'] ?? '';
    const occurrence = tracks.slice(0, i + 1).filter(({ attributes }) => attributes['type'] === kind).length;
    return fieldsIn(track).map(({ path, text }) => {
      const rule = `${kind}${occurrence > 1 ? ` ${occurrence}` : ''}/${path} is ${text}`;
      const where = `value="${xml(path)}" tracktype="${xml(kind)}" occurrence="${occurrence}"`;
      return `  <rule name="${xml(rule)}" ${where} operator="=">${xml(text)}</rule>\n`;
    });
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<policy type="and" name="${xml(name)}">\n`,
    ...rules,
    '</policy>\n',
  ].join('');
}

interface Field {
  path: string;
  text: string;
}

function fieldsIn({ children }: XmlElement, before = '', depth = 1): Field[] {
  const seen = new Set<string>();
  return children.flatMap((child) => {
    const { name, text } = child;
    // The first of a name: a path to it would find the others as well.
    if (VARYING.test(name) || WORDED.test(name) || seen.has(name)) return [];
    seen.add(name);
    if (child.children.length === 0) return text.trim() === '' ? [] : [{ path: before + name, text }];
    return depth < MOST_DEPTH ? fieldsIn(child, `${before}${name}/`, depth + 1) : [];
  });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one]!);
