import { parseReport } from '../../../../functions/extract/report/parse-report';
import { report } from '../support/opened-object';

/** The title that is read when this text is in the report. */
const titleOf = (escaped: string): string | undefined =>
  parseReport(
    report(['General', { Title: 'TITLE', Format: 'MPEG-4' }]).replace('TITLE', () => escaped),
  ).tracks[0]!.fields.get('Title');

describe('a text of a report', () => {
  it('is read up to a length, however long and escaped it is', () => {
    expect(titleOf('x'.repeat(16_384))).toHaveLength(16_384);
    expect(titleOf('x'.repeat(16_385))).toHaveLength(16_384);
    expect(titleOf('&amp;'.repeat(3_000_000))).toBe('&'.repeat(Math.floor(16_384 / 5)));
  });

  it.each([1, 2, 3, 4, 5])(
    'does not end within an escaped character, %d characters before the end',
    (before) => {
      const kept = 'x'.repeat(16_384 - before);
      expect(titleOf(`${kept}&lt;${'y'.repeat(100)}`)).toBe(
        before < 4 ? kept : `${kept}<${'y'.repeat(before - 4)}`,
      );
    },
  );

  it('leaves what follows it as it is', () => {
    const xml = report(['General', { Title: 'TITLE', Format: 'MPEG-4' }]).replace(
      'TITLE',
      'x'.repeat(40_000),
    );
    expect(parseReport(xml).tracks[0]!.fields.get('Format')).toBe('MPEG-4');
  });
});
