import { RecordedError } from '../errors';
import { BreakdownError } from './breakdown';

/**
 * Most elements of a report: ten times those of a film with 10,000 chapters. Each takes some 200 bytes when the report is
 * read, however short it is.
 */
const MAX_ELEMENTS = 200_000;

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
 * Makes sure that what was printed is a report as MediaInfo writes them, before it is read, changed or stored: a file that has
 * taken mediainfo over prints what it likes, to mislead or exhaust whoever reads it.
 *
 * @param mediaInfoVersion that of the mediainfo which was started
 * @param directory in which it took the object to be
 * @throws BreakdownError when it is no report, or not a whole one
 * @throws RecordedError TOO_LARGE when it has more elements than are read
 */
export function checkPrinted(printed: string, mediaInfoVersion: string, directory: string): void {
  const start = beginning(mediaInfoVersion, directory);
  const whole = printed.startsWith(start) && END.test(printed.slice(-100));
  if (!whole || holdsDeclarations(printed, start.length) || printed.indexOf('<media ', start.length) >= 0) {
    throw new BreakdownError(new RecordedError('FAILED', 'MediaInfo wrote no complete report.'));
  }
  // Each element has two.
  let left = 2 * MAX_ELEMENTS;
  for (let at = printed.indexOf('<'); at >= 0; at = printed.indexOf('<', at + 1)) {
    left -= 1;
    if (left > 0) continue;
    throw new RecordedError('TOO_LARGE', `MediaInfo wrote a report of more than ${MAX_ELEMENTS} fields.`);
  }
}

/** Of types, entities or for programs: there are none in a report, whose texts escape what they begin with. */
const holdsDeclarations = (printed: string, from: number): boolean =>
  printed.indexOf('<!', from) >= 0 || printed.indexOf('<?', from) >= 0;
