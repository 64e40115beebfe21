import { RecordedError } from '../errors';
import { BreakdownError } from './breakdown';

/**
 * Most elements in a report: twice those of an MP4 with 10,000 chapters, each of which the report contains
 * twice. Parsing takes about 200 bytes of memory for each element, even a short one.
 */
const MAX_ELEMENTS = 50_000;

/**
 * Most characters of a tag, except the tag that contains the object's name. Seven times the longest that was
 * seen.
 */
const MAX_TAG = 500;

const beginning = (mediaInfoVersion: string, path: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MediaInfo',
    '    xmlns="https://mediaarea.net/mediainfo"',
    '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    '    xsi:schemaLocation="https://mediaarea.net/mediainfo https://mediaarea.net/mediainfo/mediainfo_2_0.xsd"',
    '    version="2.0">',
    `<creatingLibrary version="${mediaInfoVersion}" url="https://mediaarea.net/MediaInfo">MediaInfoLib</creatingLibrary>`,
    `<media ref="${path}`,
  ].join('\n');

const END = /<\/media>\s*<\/MediaInfo>\s*$/;

/**
 * Checks that the output is a report of MediaInfo before we read, change or store it. A hostile file that has
 * taken over mediainfo can print anything to mislead or overload a reader.
 *
 * @param mediaInfoVersion of the mediainfo that was started
 * @param directory the folder in which mediainfo believed the object to be
 * @throws BreakdownError when the output is not a complete report
 * @throws RecordedError TOO_LARGE when it has too many elements
 */
export function checkPrinted(printed: string, mediaInfoVersion: string, directory: string): void {
  const start = beginning(mediaInfoVersion, directory);
  const whole = printed.startsWith(start) && END.test(printed.slice(-100));
  if (!whole || holdsDeclarations(printed, start.length) || printed.indexOf('<media ', start.length) >= 0) {
    throw notComplete();
  }
  let tags = 0;
  for (let at = printed.indexOf('<', start.length); at >= 0; at = printed.indexOf('<', at + 1)) {
    tags += 1;
    const length = printed.indexOf('>', at) - at;
    if (length < 0 || length >= MAX_TAG) throw notComplete();
    // Each element has two tags.
    if (tags > 2 * MAX_ELEMENTS)
      throw new RecordedError('TOO_LARGE', `MediaInfo wrote a report of more than ${MAX_ELEMENTS} fields.`);
  }
}

const notComplete = (): BreakdownError =>
  new BreakdownError(new RecordedError('FAILED', 'MediaInfo wrote no complete report.'));

/** How a stored report begins, whichever version of MediaInfo wrote it. */
const STORED =
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<MediaInfo\s[^<>]*>\s*<creatingLibrary [^<>]*>[^<>]*<\/creatingLibrary>\s*<media ref="[^"<>]*">/;

/** True for a whole report as this project stores it. A row is what anybody with write access made of it. */
export function isStoredReport(xml: string): boolean {
  const [beginning] = STORED.exec(xml) ?? [];
  return beginning !== undefined && END.test(xml.slice(-100)) && !holdsDeclarations(xml, beginning.length);
}

/**
 * True when there are document type declarations, entities, comments or processing instructions. A report of
 * MediaInfo contains none, and its texts escape `<`.
 */
const holdsDeclarations = (printed: string, from: number): boolean =>
  printed.indexOf('<!', from) >= 0 || printed.indexOf('<?', from) >= 0;
