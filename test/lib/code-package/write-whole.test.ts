import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../../lib/code-package/write-whole';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('replaces a file, and leaves nothing beside it', () => {
  const path = join(folder, 'a.zip');
  for (const text of ['old', 'new']) writeWhole(path, Buffer.from(text));
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.zip']);
});

it('replaces a link, and not what the link leads to', () => {
  writeFileSync(join(folder, 'theirs'), 'theirs');
  symlinkSync('theirs', join(folder, 'a.zip'));
  writeWhole(join(folder, 'a.zip'), Buffer.from('ours'));
  expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
  expect(readFileSync(join(folder, 'a.zip'), 'utf8')).toBe('ours');
});

it('leaves nothing when it fails', () => {
  mkdirSync(join(folder, 'a.zip', 'inside'), { recursive: true });
  expect(() => writeWhole(join(folder, 'a.zip'), Buffer.from('x'))).toThrow();
  expect(readdirSync(folder)).toEqual(['a.zip']);
});
