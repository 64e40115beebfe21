import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackfillState, defaultStateFile, StateFile } from '../../cli/describe-again/state-file';

describe('the state file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'state-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const state: BackfillState = {
    bucket: 'films-1',
    prefix: '',
    sinceOption: '-7d',
    since: 5,
    after: 'b "c" 北京',
    listed: 3,
    sent: 2,
  };

  it('remembers, replaces as a whole and forgets', async () => {
    const file = new StateFile('deep/state.json', folder);
    expect(file.read()).toBeUndefined();
    file.write({ ...state, after: 'a' });
    file.write(state);
    expect(file.read()).toEqual(state);
    expect(await readdir(join(folder, 'deep'))).toEqual(['state.json']);
    file.remove();
    file.remove();
    expect(file.read()).toBeUndefined();
  });

  it('is of its own for each bucket and selection', () => {
    const path = (change: Partial<BackfillState>): string =>
      defaultStateFile({ XDG_STATE_HOME: folder }, { ...state, ...change });
    const paths = [path({}), path({ prefix: 'x' }), path({ sinceOption: null }), path({ bucket: 'films-2' })];
    expect(new Set(paths).size).toBe(4);
    expect(path({ since: 9, after: 'z' })).toBe(paths[0]);
  });

  it('is refused when it is something else', async () => {
    await writeFile(join(folder, 'other.json'), '{"a":1}');
    expect(() => new StateFile('other.json', folder).read()).toThrow('is not the state of a backfill');
  });

  it('is no link, and is never written through one', () => {
    const target = join(folder, 'precious.txt');
    writeFileSync(target, 'precious');
    symlinkSync(target, join(folder, 'link.json'));
    const file = new StateFile('link.json', folder);

    expect(() => file.read()).toThrow(
      `The state file '${join(folder, 'link.json')}' is a symbolic link, which is not followed. Name another with --state.`,
    );
    file.write(state);
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(false);
    expect(file.read()).toEqual(state);
  });

  it('leaves nothing half written, and says in one sentence why it cannot be written', () => {
    mkdirSync(join(folder, 'taken.json'));
    expect(() => new StateFile('taken.json', folder).write(state)).toThrow(
      /^The state file '.*taken\.json' cannot be written: E(ISDIR|EXIST|NOTEMPTY)\. Name another with --state\.$/,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(() => new StateFile('/proc/none/state.json', folder).write(state)).toThrow('cannot be written: ');
  });
});
