import { dirname, join } from 'node:path';
import { RecordedError } from '../../../../functions/extract/errors';
import { BreakdownError } from '../../../../functions/extract/mediainfo/breakdown';
import { onlySure } from '../../../../functions/extract/mediainfo/only-sure';
import { PrintedOutput } from '../../../../functions/extract/mediainfo/printed-output';
import { checkPrinted } from '../../../../functions/extract/mediainfo/printed-report';
import { withIdentity } from '../../../../functions/extract/mediainfo/report-identity';
import { shippedVersion } from '../../../../functions/extract/shipped-version';
import { localReport, MEDIA } from '../support/local-report';

const VERSION = shippedVersion();
const REPORT = localReport(join(MEDIA, 'moov-first.mp4'));
const DIRECTORY = dirname(/<media ref="([^"]*)"/.exec(REPORT)![1]!);

/** The report with this text before its first title. */
const holding = (text: string): string => REPORT.replace(/<Title>/, () => `${text}<Title>`);

describe('what was printed', () => {
  it('is a report when MediaInfo wrote it', () => {
    expect(() => checkPrinted(REPORT, VERSION, DIRECTORY)).not.toThrow();
  });

  it.each([
    ['nothing', ''],
    ['no end', REPORT.slice(0, -20)],
    ['types', REPORT.replace('<MediaInfo', '<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<MediaInfo')],
    ['types further on', holding('<!DOCTYPE x SYSTEM "file:///etc/passwd">')],
    ['a style sheet', holding('<?xml-stylesheet href="http://example.com/"?>')],
    ['a section of characters', holding('<![CDATA[ ]]>')],
    ['a second file', holding('</media><media ref="oss://other/secret.mp4">')],
    ['a tag without an end', holding(`<track type="General" ${"a='' ".repeat(200)}>`)],
    ['another file', REPORT.replace(/<media ref="[^"]*"/, '<media ref="/etc/passwd"')],
    ['another version', REPORT.replace(`version="${VERSION}"`, `version="${'9'.repeat(100)}"`)],
  ])('is none with %s', (_, printed) => {
    expect(() => checkPrinted(printed, VERSION, DIRECTORY)).toThrow(BreakdownError);
  });

  it('is too large with more fields than are read', () => {
    expect(() => checkPrinted(holding('<a>1</a>\n'.repeat(40_000)), VERSION, DIRECTORY)).not.toThrow();
    expect(() => checkPrinted(holding('<a>1</a>\n'.repeat(50_000)), VERSION, DIRECTORY)).toThrow(
      new RecordedError('TOO_LARGE', 'MediaInfo wrote a report of more than 50000 fields.'),
    );
  });

  it.each([
    ['tracks without an end', '<track type="A" '.repeat(40_000)],
    ['a track of fields without an end', `<track type="Video">\n${'<Format></\n'.repeat(60_000)}</track>`],
    ['a track of fields that are cut', `<track type="Video">\n${'<FrameRate>'.repeat(60_000)}</track>`],
    ['formats without an end', '<track type="General"><Format'.repeat(40_000)],
  ])('with %s, is judged in a time that grows with its length alone', (_, text) => {
    expect(onlySure(`${REPORT}${text}`)).toBeUndefined();
  });

  it('does not grow beyond what a report may have when the object gets its name', () => {
    const address = { bucket: 'media-bucket', key: `${'&'.repeat(900)}/a.mp4` };
    const often = holding(`${DIRECTORY}\n`.repeat(100));
    expect(withIdentity(often, address, DIRECTORY).length).toBeGreaterThan(400_000);
    expect(() => withIdentity(often, address, DIRECTORY, 400_000)).toThrow(
      expect.objectContaining({ status: 'TOO_LARGE' }),
    );
  });

  it('is no text when it is full of what XML cannot hold', () => {
    const address = { bucket: 'media-bucket', key: 'a.mp4' };
    expect(withIdentity(holding('\x01'.repeat(10)), address, DIRECTORY)).toContain('\uFFFD'.repeat(10));
    expect(() => withIdentity(holding('\x01'.repeat(5_000_000)), address, DIRECTORY)).toThrow(
      expect.objectContaining({ status: 'FAILED' }),
    );
    const wide = holding('\uFFFD'.repeat(200_000));
    expect(() => withIdentity(wide, address, DIRECTORY, 400_000)).toThrow(
      expect.objectContaining({ status: 'TOO_LARGE' }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'is none that fast reading knows when it speaks of %s',
    (name) => {
      const odd = REPORT.replace(/<Format>[^<]*</, `<Format>${name}<`).replace(
        'type="Video"',
        `type="${name}"`,
      );
      expect(onlySure(odd)).toBeUndefined();
    },
  );

  it('names the object once in each field that does', () => {
    const address = { bucket: 'media-bucket', key: 'a.mp4' };
    const xml = withIdentity(holding('<FileName></FileName>\n'.repeat(1_000)), address, DIRECTORY);
    expect(xml.match(/<FileName>/g)).toHaveLength(1);
    expect(xml).toContain('<FileName>a</FileName>');
  });

  it('names the object also where its own name could only stand as Base64', () => {
    const address = { bucket: 'media-bucket', key: 'film.a\tb' };
    const told = Buffer.from(`${DIRECTORY}/object.a\tb`).toString('base64');
    const encoded = REPORT.replace(
      /<CompleteName>[^<]*<\/CompleteName>/,
      `<CompleteName dt="binary.base64">${told}</CompleteName>`,
    );
    const xml = withIdentity(encoded, address, DIRECTORY);
    expect(xml).toContain('<CompleteName>oss://media-bucket/film.a&#9;b</CompleteName>');
    expect(xml).not.toContain(told);
  });

  it('is gathered whole, however it comes', () => {
    const output = new PrintedOutput();
    const text = 'ä'.repeat(70_000);
    for (const byte of Buffer.from(text)) output.push(Buffer.from([byte]));
    expect(output.bytes).toBe(140_000);
    expect(output.toString()).toBe(text);
  });
});
