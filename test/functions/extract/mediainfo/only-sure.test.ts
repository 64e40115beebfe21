import { onlySure } from '../../../../functions/extract/mediainfo/only-sure';

const field = (name: string, value = '1'): string => `<${name}>${value}</${name}>\n`;
const track = (type: string, fields: string): string => `<track type="${type}">\n${fields}</track>\n`;
const report = (...tracks: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<MediaInfo>\n<media ref="/object/a.mp4">\n${tracks.join('')}</media>\n</MediaInfo>\n`;

const general = (more = '', container = 'MPEG-4'): string =>
  track(
    'General',
    field('CompleteName', '/object/a.mp4') + field('Format', container) + field('Duration') + more,
  );
const video = (more = '', format = 'AVC'): string =>
  track('Video', field('Format', format) + field('Width') + field('Height') + more);
const audio = (features = 'LC', rate = '48000'): string =>
  track(
    'Audio',
    field('Format', 'AAC') + field('Format_AdditionalFeatures', features) + field('SamplingRate', rate),
  );

it('keeps fields that were shown to be sure, their display forms, and the names of the file', () => {
  const sure = report(general(), video(field('Width_String', '1 pixel')), audio());
  expect(onlySure(sure)).toMatchObject({ xml: sure, container: 'MPEG-4', codecs: ['AVC'] });
});

it('leaves out what no file showed, and an extra that has nothing left', () => {
  const extra = `<extra>\n${field('Whatever')}</extra>\n`;
  const xml = report(
    general(field('Novel') + extra),
    video(field('Format_Settings_GOP', 'M=3, N=12')),
    audio(),
  );
  expect(onlySure(xml)?.xml).toBe(report(general(), video(), audio()));
});

it('keeps a track of which nothing may be told, without its fields', () => {
  const pcm = (fields: string): string => track('Audio', fields);
  const xml = (sound: string): string =>
    report(
      general('', 'MXF'),
      track('Video', field('Format', 'AVC') + field('Width') + field('Height')),
      sound,
    );
  const sure = onlySure(xml(pcm(field('ID', '3') + field('Format', 'PCM') + field('Channels', '2'))));
  expect(sure?.xml).toBe(xml(pcm('')));
});

it.each([
  ['a container that was not compared', report(general('', 'AVI'), video(), audio())],
  ['a video codec that was not compared', report(general(), video('', 'VVC'), audio())],
  ['a codec that is always read exactly', report(general(), video(), track('Audio', field('Format', 'PCM')))],
  [
    'sound alone of which nothing may be told',
    report(general('', 'MXF'), track('Audio', field('Format', 'PCM'))),
  ],
  ['AAC that is HE-AAC', report(general(), video(), audio('LC SBR'))],
  ['AAC at a rate that HE-AAC has at its core', report(general(), video(), audio('LC', '24000'))],
  ['AAC of which nothing more is known', report(general(), video(), track('Audio', field('Format', 'AAC')))],
  ['a track of another kind', report(general(), video(), track('Novel', field('Format', 'AVC')))],
  ['a cover that MediaInfo calls a video', report(general(), video(field('Type', 'Cover')), audio())],
  ['no media', report(general())],
  ['no duration', report(track('General', field('Format', 'MPEG-4')), video())],
  ['no size of the picture', report(general(), track('Video', field('Format', 'AVC')))],
  ['no tracks', '<MediaInfo>\n</MediaInfo>\n'],
  ['a file that is cut off', report(general(field('IsTruncated', 'Yes')), video())],
  ['a wrong name', report(general(`<extra>\n${field('FileExtension_Invalid', 'mp4')}</extra>\n`), video())],
  [
    'errors',
    report(general('<extra>\n<ConformanceErrors>\n<a>1</a>\n</ConformanceErrors>\n</extra>\n'), video()),
  ],
  ['elements in elements', report(general('<extra>\n<a>\n<b>1</b>\n</a>\n</extra>\n'), video())],
  ['a value of two lines', report(general('<Title>a\nb</Title>\n'), video())],
  ['something behind the tracks', report(general(), video()).replace('</media>', '<x/></media>')],
])('is read exactly with %s', (_, xml) => {
  expect(onlySure(xml)).toBeUndefined();
});
