import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, InputError, resolveInputs } from '../../cli/upload/inputs';

describe('The files to upload', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'inputs-'));
    mkdirSync(join(folder, 'a'));
    mkdirSync(join(folder, 'b'));
    for (const name of ['a/film.mp4', 'b/film.mp4', 'a/北京 100%.mkv'])
      writeFileSync(join(folder, name), 'film');
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('are named by their names', () => {
    expect(resolveInputs(['a/北京 100%.mkv'], folder)).toEqual([
      { path: join(folder, 'a/北京 100%.mkv'), key: '北京 100%.mkv', size: 4 },
    ]);
  });

  it('keep their paths where names would hide each other', () => {
    const keys = resolveInputs(['a/film.mp4', join(folder, 'b/film.mp4'), 'a/北京 100%.mkv'], folder).map(
      ({ key }) => key,
    );

    expect(keys).toEqual(['a/film.mp4', 'b/film.mp4', '北京 100%.mkv']);
  });

  it('keep their whole path when they lie elsewhere, without a slash at its start', () => {
    const keys = resolveInputs(['film.mp4', '../b/film.mp4'], join(folder, 'a')).map(({ key }) => key);

    expect(keys).toEqual(['film.mp4', join(folder, 'b/film.mp4').slice(1)]);
  });

  it('are taken once each', () => {
    expect(resolveInputs(['a/film.mp4', './a/../a/film.mp4'], folder)).toHaveLength(1);
  });

  it('may be links to files', () => {
    symlinkSync(join(folder, 'a/film.mp4'), join(folder, 'link.mp4'));

    expect(resolveInputs(['link.mp4'], folder)[0]).toMatchObject({ key: 'link.mp4', size: 4 });
  });

  it('are refused all together, each with its reason', () => {
    const refused = () => resolveInputs(['missing.mp4', 'a', '/dev/null', 'a/film.mp4'], folder);

    expect(refused).toThrow(InputError);
    expect(refused).toThrow(
      [
        `No such file: '${join(folder, 'missing.mp4')}'.`,
        `A directory: '${join(folder, 'a')}'. Take everything in it with -r, or name files, such as '${join(folder, 'a', '*')}'.`,
        "Not a regular file: '/dev/null'.",
      ].join('\n'),
    );
  });

  it('are refused where they may not be read', () => {
    jest.spyOn(fs, 'accessSync').mockImplementation(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });

    expect(() => resolveInputs(['a/film.mp4'], folder)).toThrow(
      `Not readable for you: '${join(folder, 'a/film.mp4')}'.`,
    );
  });

  it('of a folder come in the order of their names, without folders', () => {
    writeFileSync(join(folder, 'z.txt'), '');
    writeFileSync(join(folder, 'B.txt'), '');

    expect(filesIn(folder).map(({ key }) => key)).toEqual(['B.txt', 'z.txt']);
  });
});
