import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { REPORT_FORMATS } from '../../../../contract/report-formats';
import { convertReport } from '../../../../functions/extract/mediainfo/convert-report';
import { mediaInfoCommand, mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { withIdentity } from '../../../../functions/extract/mediainfo/report-identity';
import { ofThisRun } from '../../../setup/long-run';
import { MEDIA, reportInPlace } from '../support/local-report';

const COLUMNS = join(MEDIA, '..', 'columns');

/** Converted to every format. NISO Z39.87 is about images. */
const [SOUND, PHOTO] = ['programme.wav', 'photo.jpg'];

/** All of them, but those in which there is nothing to convert. */
const FILES = [MEDIA, COLUMNS].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !/^\.|^empty|^one-byte/.test(name))
    .map((name) => join(folder, name)),
);

/** Lines without their indentation and the time at which the document was made. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+00:00|Z)?|\d\d:\d\d:\d\dZ?/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** How many of the lines of `a` are not in `b`. */
function missing(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1);
  return a.filter((line) => {
    const times = left.get(line) ?? 0;
    left.set(line, times - 1);
    return times <= 0;
  }).length;
}

const reports = new Map(FILES.map((path) => [path, reportInPlace(path)]));

/**
 * One format of each family. Most lines in a hundred, over all fixtures, that the conversion of the stored report lacks
 * and has besides. docs/media.md tells it of a collection of 638 files.
 */
const DIFFERENCE: Record<string, [lacking: number, besides: number]> = {
  Text: [7, 5],
  JSON: [2, 2],
  XML: [1, 1],
  'EBUCore_1.8_ps': [0.5, 0.5],
  'FIMS_1.3': [0.5, 0.5],
  'MPEG-7_Strict': [0.5, 0],
  'PBCore_2.1': [4, 3],
};

/** In the usual run; the long one tries the others. */
const USUAL = ['Text'];

jest.setTimeout(60_000);

describe('A stored report, converted', () => {
  it.each(ofThisRun(Object.entries(DIFFERENCE), ([output]) => USUAL.includes(output)))(
    'to %s, is near to the file converted',
    async (output, [mostLacking, mostBesides]) => {
      let [all, lacking, besides] = [0, 0, 0];
      for (const [path, xml] of reports) {
        const direct = linesOf(reportInPlace(path, [`--Output=${output}`]));
        const converted = linesOf(await convertReport(xml, output));
        all += direct.length;
        lacking += missing(direct, converted);
        besides += missing(converted, direct);
      }
      expect(all).toBeGreaterThan(200);
      expect((100 * lacking) / all).toBeLessThanOrEqual(mostLacking);
      expect((100 * besides) / all).toBeLessThanOrEqual(mostBesides);
    },
  );

  it('is what MediaInfo writes in each format', async () => {
    for (const { output } of REPORT_FORMATS) {
      const xml = reports.get(join(COLUMNS, output.startsWith('NISO') ? PHOTO : SOUND))!;
      expect([output, (await convertReport(xml, output)).length > 500]).toEqual([output, true]);
    }
  });

  it('has the object’s name, not that of a file', async () => {
    const [[path, xml]] = [...reports] as [[string, string]];
    const key = `films/北京 & "co".${basename(path).split('.').pop()}`;
    const stored = withIdentity(xml, { bucket: 'b', key }, join(path, '..'));
    const ebucore = await convertReport(stored, 'EBUCore_1.8_ps');
    expect(ebucore).toContain(`<ebucore:locator>oss://b/films/北京 &amp; &quot;co&quot;.`);
    expect(ebucore).not.toContain('/object');
  });
});

it('knows every format that the shipped MediaInfo lists', () => {
  const { command, args, env } = mediaInfoCommand(mediaInfoHome());
  const own = args.slice(args.indexOf('--preload') + 2);
  // Its exit code is not 0 when it has listed them.
  const listed = spawnSync(command, [...own, '--Info_OutputFormats'], { env })
    .stdout.toString()
    .split('\n')
    .map((line) => line.split(' ', 1)[0])
    .filter(Boolean);
  expect(listed.length).toBeGreaterThan(10);
  expect(REPORT_FORMATS.map(({ output }) => output)).toEqual(expect.arrayContaining(listed));
});

describe('What is stored and no report', () => {
  const [xml = ''] = reports.values();
  const head = xml.slice(0, xml.indexOf('<track'));
  const tail = '</media>\n</MediaInfo>\n';

  it.each([
    ['text', 'No media.'],
    ['a page', '<?xml version="1.0" encoding="UTF-8"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'],
    ['a report that is cut', xml.slice(0, -30)],
    [
      'a report with a document type',
      xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    ],
    ['a report with an entity inside', `${head}<!DOCTYPE x><track type="General"></track>${tail}`],
    ['a report with an instruction', `${head}<?xml-stylesheet href="x"?>${tail}`],
    ['nothing', ''],
  ])('is refused: %s', async (_, stored) => {
    await expect(convertReport(stored, 'JSON')).rejects.toThrow(
      'What is stored is not a whole report of MediaInfo.',
    );
  });

  it('cannot make MediaInfo read a file', async () => {
    const stored =
      `${head.replace(/<media ref="[^"]*"/, '<media ref="/etc/passwd"')}<track type="General">` +
      `<Format>HLS</Format><CompleteName>/etc/passwd</CompleteName><extra><Source>/etc/passwd</Source></extra></track>${tail}`;
    const json = await convertReport(stored, 'JSON');
    expect(JSON.parse(json).media.track[0].Format).toBe('HLS');
    expect(json).not.toContain('root:');
  });

  it.each([
    ['unclosed tracks', `${head}${'<track type="Video">'.repeat(2_000)}${tail}`],
    [
      'deep nesting',
      `${head}<track type="General">${'<a>'.repeat(3_000)}${'</a>'.repeat(3_000)}</track>${tail}`,
    ],
    ['tracks of no type', `${head}<track><Format>x</Format></track><track type="Bogus"></track>${tail}`],
    ['hidden characters', `${head}<track type="General"><Title>\u001b[31m\u202e</Title></track>${tail}`],
  ])('ends, whatever it says: %s', async (_, stored) => {
    const ended = await convertReport(stored, 'EBUCore_1.8_ps').then(
      (text) => text.length > 0,
      (error: Error) => /MediaInfo (?:broke down|wanted|was not done)/.test(error.message),
    );
    expect(ended).toBe(true);
  });
});
