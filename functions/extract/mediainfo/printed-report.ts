import { RecordedError } from '../errors';
import { BreakdownError } from './breakdown';

/**
 * Most elements of a report: those of an MP4 with 10,000 chapters, which it holds twice, and as many again. Each takes some 200
 * bytes when the report is read, however short it is.
 */
const MAX_ELEMENTS = 50_000;

/** Most characters of a tag, but for the one that names the object: seven times those of the longest seen. */
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
    throw notComplete();
  }
  let tags = 0;
  for (let at = printed.indexOf('<', start.length); at >= 0; at = printed.indexOf('<', at + 1)) {
    tags += 1;
    const length = printed.indexOf('>', at) - at;
    if (length < 0 || length >= MAX_TAG) throw notComplete();
    // Each element has two.
    if (tags > 2 * MAX_ELEMENTS)
      throw new RecordedError('TOO_LARGE', `MediaInfo wrote a report of more than ${MAX_ELEMENTS} fields.`);
  }
}

const notComplete = (): BreakdownError =>
  new BreakdownError(new RecordedError('FAILED', 'MediaInfo wrote no complete report.'));

/** Of types, entities or for programs: there are none in a report, whose texts escape what they begin with. */
const holdsDeclarations = (printed: string, from: number): boolean =>
  printed.indexOf('<!', from) >= 0 || printed.indexOf('<?', from) >= 0;
