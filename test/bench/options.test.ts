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

  it('takes shares of a core, of which it knows a list', () => {
    expect(parseOptions(['--vcpu']).vcpu).toEqual([0.1, 0.2, 0.35, 0.5, 1]);
    expect(parseOptions(['--vcpu', '0.35,0.1,0.35', '--json']).vcpu).toEqual([0.1, 0.35]);
    expect(parseOptions(['--vcpu', '--write'])).toMatchObject({ vcpu: expect.any(Array), write: true });
  });

  it.each([
    [['--vcpu', '0.36'], /steps of 0.05, separated by commas; '0.36' given/],
    [['--vcpu', '0'], /between 0.05 and 16/],
    [['--vcpu', '17'], /between 0.05 and 16/],
    [['--vcpu', '0.35,'], /'0.35,' given/],
    [['--vcpu', 'all'], /'all' given/],
    [['--vcpu', '--media'], /cannot be used with/],
    [['--vcpu', '--standin'], /cannot be used with/],
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
