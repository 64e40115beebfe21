import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../cli/commands';
import { type CompletedCommand, completedCommand } from '../../cli/completion/completed-command';
import { nameOf } from '../../cli/program/declaration';
import { runMedia } from './run-media';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  writeFileSync(join(folder, 'script'), (await runMedia(['completion', 'bash'])).out);
  writeFileSync(join(folder, 'a film.mp4'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash suggests for the last word. */
function offered(...words: string[]): string[] {
  const script = `
    source ./script
    compopt() { :; }
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _media
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['--norc', '-c', script, 'bash', ...words];
  return execFileSync('bash', args, { cwd: folder, encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('Bash', () => {
  it.each([
    [
      ['media', ''],
      [...COMMANDS.map(nameOf), 'help', '--help', '--version'],
    ],
    [['media', 'fi'], ['find']],
    [['media', 'find', '--li'], ['--limit']],
    [
      ['media', 'stats', '--by', ''],
      ['format', 'codec', 'status', 'policy', 'day'],
    ],
    [['media', 'find', '--columns', '=', 'VideoHe'], ['VideoHeight']],
    [['media', 'find', '--status', '=', ''], expect.arrayContaining(['DESCRIBED', 'FAILED'])],
    [['media', 'put', '--rec'], ['--recursive']],
    [['media', 'find', '--limit', ''], []],
    [['media', 'find', ''], []],
    [['media', 'put', 'a'], ['a film.mp4']],
    [['media', 'find', '--local', 'a'], ['a film.mp4']],
    [
      ['media', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['media', 'help', 'ba'], ['backfill']],
  ])('offers for %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

describe.each(['zsh', 'fish'])('The script for %s', (shell) => {
  let commands: CompletedCommand[];
  let script: string;

  beforeAll(async () => {
    commands = COMMANDS.map(completedCommand);
    script = (await runMedia(['completion', shell])).out;
  });

  it('has each command with each of its options', () => {
    const declared = commands.flatMap(({ name, options }) =>
      options.map((option) => `${name} ${option.name}`),
    );
    expect(optionsIn(shell, script)).toEqual(declared);
  });

  it('offers words, files and directories where the command takes them', () => {
    const [words, file, directory] =
      shell === 'zsh'
        ? [':value:(format codec status policy day)', ':value:_files', ':value:_files -/']
        : ["-l by -r -f -a 'format codec status policy day'", '-l local -r -F', '-l data -r -f -a '];
    for (const part of [words, file, directory]) expect(script).toContain(part);
  });
});

/** `find --limit` in the form that the script of each shell has. */
function optionsIn(shell: string, script: string): string[] {
  if (shell === 'fish') {
    return [...script.matchAll(/__fish_seen_subcommand_from (\w+)' -l ([\w-]+)/g)].map(
      ([, command, option]) => `${command} --${option}`,
    );
  }
  const cases = [...script.matchAll(/^ {2}(\w+)\)\n {4}_arguments ([\s\S]*?)\n {4};;$/gm)];
  return cases.flatMap(([, command, body = '']) =>
    [...body.matchAll(/^ {6}'(--[\w-]+)/gm)].map(([, option]) => `${command} ${option}`),
  );
}

it('knows no other shell', async () => {
  expect(await runMedia(['completion', 'tcsh'])).toEqual({
    code: 2,
    out: '',
    err: "media: A shell must be one of bash, zsh, fish; 'tcsh' given.\n",
  });
});
