import { parseOptions } from '../../bench/options';

describe('options of the bench', () => {
  it('measures everything and prints tables by default', () => {
    expect(parseOptions([])).toEqual({
      json: false,
      quick: false,
      standin: false,
      media: false,
      write: false,
    });
  });

  it('takes names of cases and a number of repetitions', () => {
    const options = parseOptions(['--only', 'wav,mp4-fragmented', '--repetitions', '3', '--json']);
    expect(options).toMatchObject({ only: ['wav', 'mp4-fragmented'], repetitions: 3, json: true });
  });

  it.each([
    [['--only', 'wav,avocado'], /'avocado' given/],
    [['--only', ','], /must be of mp4-moov-first/],
    [['--repetitions', '0'], /must be 1 to 99, '0' given/],
    [['--repetitions', 'many'], /'many' given/],
    [['--quick', '--write'], /full run/],
    [['--json', '--write'], /full run/],
    [['--media', '--standin'], /cannot be used with/],
    [['--fast'], /unknown option/],
    [['wav'], /too many arguments/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
