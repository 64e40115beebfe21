import { CommanderError } from 'commander';
import { DataDirectoryError } from 'stand-in-cloud';
import { exitCodeOf } from '../../cli/command';
import { InputError } from '../../cli/inputs';
import { parsePort } from '../../cli/local';
import { assertPlatform, PlatformMismatchError } from '../../cli/platform';
import { SettingsError } from '../../lib/settings';

describe('A command', () => {
  const stderr: string[] = [];

  beforeEach(() => {
    stderr.length = 0;
    jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      stderr.push(String(chunk));
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const endOf = (error: Error): Promise<number> =>
    exitCodeOf(async () => {
      throw error;
    });

  it('answers with its own code', async () => {
    expect(await exitCodeOf(async () => 3)).toBe(3);
  });

  it.each([
    [new InputError('No such file.'), 2],
    [new DataDirectoryError('In use.'), 1],
    [new PlatformMismatchError('Not here.'), 1],
    [
      Object.assign(new Error('listen EADDRINUSE: 127.0.0.1:80'), { code: 'EADDRINUSE', syscall: 'listen' }),
      1,
    ],
  ])('tells what the user can mend without a stack trace: %s', async (error, code) => {
    expect(await endOf(error)).toBe(code);
    expect(stderr.join('')).toBe(`${error.message}\n`);
  });

  it('ends with 1 for settings', async () => {
    const error = Object.assign(Object.create(SettingsError.prototype), {
      message: 'Invalid setting.',
    }) as Error;

    expect(await endOf(error)).toBe(1);
  });

  it('leaves it to commander to say what is wrong with arguments', async () => {
    expect(await endOf(new CommanderError(1, 'commander.unknownOption', 'unknown option'))).toBe(2);
    expect(await endOf(new CommanderError(0, 'commander.helpDisplayed', 'help'))).toBe(0);
    expect(stderr).toEqual([]);
  });

  it('hides no error of our own', async () => {
    await expect(endOf(new TypeError('ours'))).rejects.toThrow('ours');
  });

  it('runs on the platform of Function Compute only, and says so', () => {
    expect(() => assertPlatform('linux', 'x64')).not.toThrow();
    expect(() => assertPlatform('darwin', 'arm64')).toThrow(
      /^The local run needs Linux on x86-64, .*; this is darwin on arm64: use WSL, a container or a virtual machine\.$/,
    );
  });

  it.each(['0', '65536', '80a', '-1', ''])('takes %j for no port', (given) => {
    expect(() => parsePort(given)).toThrow('A port must be a whole number from 1 to 65535');
  });
});
