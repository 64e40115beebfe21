import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { tellCounts } from '../../cli/local-cloud/chaos';
import { CHAOS_OPTION, parseSeed } from '../../cli/local-cloud/seed';
import { Progress } from '../../cli/output/progress';
import { toOption } from '../../cli/program/to-option';

const parsed = (...argv: string[]) => {
  const command = new Command().argument('[files...]').addOption(toOption(CHAOS_OPTION)).exitOverride();
  command.configureOutput({ writeErr: () => undefined }).parse(argv, { from: 'user' });
  return { seed: command.opts()['chaos'] as unknown, files: command.args };
};

describe('--chaos', () => {
  it('takes a seed, or chooses one, or is not there', () => {
    expect(parsed('--chaos', '7', 'a.mp4')).toEqual({ seed: 7, files: ['a.mp4'] });
    expect(parsed('a.mp4')).toEqual({ seed: undefined, files: ['a.mp4'] });
    expect(Number.isSafeInteger(parsed('a.mp4', '--chaos').seed)).toBe(true);
  });

  it.each(['film.mp4', '-1', '1.5', ''])('takes %j for no seed', (given) => {
    expect(() => parseSeed(given)).toThrow('A seed must be a whole number from 0');
  });

  it('tells the faults that happened', () => {
    const stderr = new PassThrough();
    tellCounts({ 'oss: reset': 2, 'instance: killed': 0 }, new Progress({ stderr, env: {} }));
    expect(String(stderr.read())).toBe('chaos   oss: reset  2\n');
  });
});
