import { duration, withScale } from '../../cli/output/units';

describe('Units', () => {
  it.each([
    [0, '0 B'],
    [46, '46 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [65_700, '65.7 kB'],
    [320_000, '320 kB'],
    [2_400_000, '2.4 MB'],
    [300_000_000_000, '300 GB'],
  ])('shows %d bytes as %s', (bytes, shown) => {
    expect(withScale(bytes, 'B')).toBe(shown);
  });

  it.each([
    [0, '0.0 s'],
    [4_040, '4.0 s'],
    [59_900, '59.9 s'],
    [60_000, '1 min 00 s'],
    [185_900, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
    [36_000_000, '10 h 00 min'],
  ])('shows %d ms as %s', (milliseconds, shown) => {
    expect(duration(milliseconds)).toBe(shown);
  });
});
