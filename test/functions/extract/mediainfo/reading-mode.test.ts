import { extname, join } from 'node:path';
import { isFast, reportOptions } from '../../../../contract/reading-mode';
import { withoutUnsure } from '../../../../functions/extract/mediainfo/without-unsure';
import { fixtures, localReport, MEDIA, withoutPath } from '../support/local-report';

/**
 * The fields of each track, by the track's position. A list of conformance errors may be shorter in fast
 * mode; it contains no values.
 */
function fieldsOf(xml: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [i, track] of [...xml.matchAll(/<track type="(\w+)"[^>]*>(.*?)<\/track>/gs)].entries()) {
    for (const [, name, value] of (track[2] ?? '').matchAll(/^<(\w+)>([^<]*)<\/\1>$/gm)) {
      if (name !== 'GeneralCompliance' && name !== 'Count')
        fields.set(`${i} ${track[1]} ${name}`, value ?? '');
    }
  }
  return fields;
}

function fastReport(path: string): string | undefined {
  const options = reportOptions('fast', extname(path).slice(1));
  if (!isFast(options)) return undefined;
  return withoutUnsure(withoutPath(localReport(path, options)));
}

describe('a fast reading', () => {
  const names = fixtures().filter((name) => isFast(reportOptions('fast', extname(name).slice(1))));

  it.each(names)('of %s has no value that an exact one has not', (name) => {
    const exact = fieldsOf(withoutPath(localReport(join(MEDIA, name))));
    const fast = fieldsOf(fastReport(join(MEDIA, name)) ?? '');
    expect(fast.size).toBeGreaterThan(0);
    const other = [...fast].filter(([field, value]) => exact.get(field) !== value);
    expect(other).toEqual([]);
  });

  it('is made of formats it helps only', () => {
    expect(reportOptions('exact', 'mp4')).toEqual(['--Full', '--Output=XML']);
    expect(reportOptions('fast', 'MP4')).toContain('--ParseSpeed=0');
    expect(reportOptions('fast', 'avi')).toEqual(reportOptions('exact', 'avi'));
  });

  it('trusts hardly anything of a file that is not what its name says', () => {
    const track = (type: string, fields: string): string => `<track type="${type}">\n${fields}</track>\n`;
    const general =
      '<Format>AVI</Format>\n<Duration>1</Duration>\n<Duration_String3>1 s</Duration_String3>\n';
    const audio = '<Format>MPEG Audio</Format>\n<extra>\n<dialnorm_Count>1</dialnorm_Count>\n</extra>\n';
    expect(withoutUnsure(track('General', general) + track('Audio', audio))).toBe(
      track('General', '<Format>AVI</Format>\n') + track('Audio', '<Format>MPEG Audio</Format>\n'),
    );
  });
});
