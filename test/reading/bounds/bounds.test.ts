import { tableOf } from './bounds-table';
import { differences } from './differences';

const track = (kind: string, fields: string): string => `<track type="${kind}">\n${fields}</track>\n`;
const report = (...tracks: string[]): string => `<media>\n${tracks.join('')}</media>\n`;
const general = track('General', '<Format>MXF</Format>\n<FileName>one</FileName>\n');
const video = (gop: string): string =>
  track(
    'Video',
    `<ID>2</ID>\n<Format_Settings_GOP>${gop}</Format_Settings_GOP>\n<Count>${gop.length}</Count>\n`,
  );
const text = track('Text', '<ID>2-CC1</ID>\n');

describe('the differences of two reports', () => {
  it('are the fields that are other ones, or that only one has, each with its kind', () => {
    expect(differences(report(general, video('N=12')), report(general, video('N=1')))).toEqual([
      'Video Format_Settings_GOP',
    ]);
    const less = track('Video', '<ID>2</ID>\n');
    expect(differences(report(video('N=12')), report(less))).toEqual(['Video Format_Settings_GOP']);
    expect(differences(report(less), report(video('N=12')))).toEqual(['Video Format_Settings_GOP']);
  });

  it('are a whole track where only one report has it', () => {
    expect(differences(report(general, text), report(general))).toEqual(['Text (track)']);
    expect(differences(report(general), report(general, text))).toEqual(['Text (track)']);
  });

  it('are none of names, counts and forms for display', () => {
    const other = general
      .replace('one', 'another')
      .replace('</Format>', '</Format>\n<Format_String>M</Format_String>');
    expect(differences(report(general), report(other))).toEqual([]);
  });
});

describe('the table of bounds', () => {
  it('has what each bound reads, in how many files a report differs, and in which fields of them', () => {
    const file = (bytes: number, lost: string[]) => [
      { name: 'default', bytes, lost: [] },
      { name: 'less', bytes: bytes / 10, lost },
    ];
    const files = [file(300e6, ['Video GOP']), file(100e6, []), file(200e6, ['Text (track)', 'Video GOP'])];
    expect(tableOf('MXF', files).split('\n')).toEqual([
      '| MXF, 3 files | MB, median | most | files that differ | in |',
      '|---|--:|--:|--:|---|',
      '| default | 200 | 300 |  |  |',
      '| less | 20.0 | 30.0 | 2 | Video: GOP; Text: (track) |',
    ]);
  });

  it('names the fields that are most often lost, and says how many there are more', () => {
    const lost = Array.from({ length: 14 }, (_, i) => `Video F${String(i).padStart(2, '0')}`);
    const table = tableOf('TS', [
      [{ name: 'less', bytes: 1, lost }],
      [{ name: 'less', bytes: 1, lost: ['Video F13'] }],
    ]);
    expect(table).toContain('Video: F13, F00, F01');
    expect(table).toContain('; 2 more');
  });
});
