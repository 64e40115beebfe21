import { tmpdir } from 'node:os';
import { CommanderError } from 'commander';
import { DataDirectoryError } from 'stand-in-cloud';
import { parsePort } from '../../cli/local/port';
import { withExpectedErrors } from '../../cli/local-cloud/expected-errors';
import { assertPlatform, PlatformMismatchError } from '../../cli/local-cloud/platform';
import { exitCodeOf } from '../../cli/program/exit-code';
import { InputError } from '../../cli/upload/inputs';
import { SettingsError } from '../../lib/settings';
import { collector, fakeTerminal } from './run-media';

describe('A command', () => {
  const stderr = collector();
  const terminal = { ...fakeTerminal(), stderr: stderr.stream };

  const endOf = async (error: Error): Promise<number> => {
    const failing = async () => {
      throw error;
    };
    return withExpectedErrors(failing).catch((thrown) => exitCodeOf(thrown, terminal));
  };

  it('answers with what it ran', async () => {
    expect(await withExpectedErrors(async () => 3)).toBe(3);
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
    stderr.clear();
    expect(await endOf(error)).toBe(code);
    expect(stderr.text()).toBe(`media: ${error.message}\n`);
  });

  it.each([
    [
      { code: 'EACCES', syscall: 'mkdtemp' },
      `The temporary directory '${tmpdir()}' cannot be used (EACCES): set TMPDIR to one that you may write to.`,
    ],
    [
      { code: 'ENOSPC', syscall: 'write' },
      'The disk is full (no): make room, or set TMPDIR to a directory with more.',
    ],
  ])('tells what to do about the file system: %j', async (told, message) => {
    stderr.clear();
    expect(await endOf(Object.assign(new Error('no'), told))).toBe(1);
    expect(stderr.text()).toBe(`media: ${message}\n`);
  });

  it('ends with 2 for settings, as for any wrong usage', async () => {
    const error = Object.assign(Object.create(SettingsError.prototype), {
      message: 'Invalid setting.',
    }) as Error;

    expect(await endOf(error)).toBe(2);
  });

  it('leaves it to commander to say what is wrong with arguments', async () => {
    stderr.clear();
    expect(await endOf(new CommanderError(1, 'commander.unknownOption', 'unknown option'))).toBe(2);
    expect(await endOf(new CommanderError(0, 'commander.helpDisplayed', 'help'))).toBe(0);
    expect(stderr.text()).toBe('');
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
