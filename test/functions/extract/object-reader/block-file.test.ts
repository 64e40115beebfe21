import { BlockFile } from '../../../../functions/extract/object-reader/block-file';

/** The file has so many blocks, all in use. No byte is written: only the numbers matter. */
function fullFile(blocks: number): BlockFile {
  const file = new BlockFile(-1, () => {});
  file.take(blocks);
  return file;
}

const give = (file: BlockFile, ...blocks: number[]): void => {
  for (const block of blocks) file.give(block);
};

describe('the blocks of a mailbox', () => {
  it('are used again before the file grows, those with the lowest numbers first', () => {
    const file = fullFile(8);
    give(file, 0, 1, 2, 3, 4);
    expect(file.take(2)).toBe(0);
    expect(file.take(3)).toBe(2);
    expect(file.take()).toBe(8);
  });

  it('are not taken where there is no room for all, except at the end', () => {
    const file = fullFile(8);
    give(file, 0, 1, 3, 4, 6, 7);
    expect(file.take(3)).toBe(6);
    expect(file.take(2)).toBe(0);
    expect(file.take()).toBe(3);
    expect(file.take()).toBe(4);
    expect(file.take()).toBe(9);
  });

  it('lie behind others where there is room', () => {
    const file = fullFile(8);
    give(file, 0, 6, 7);
    expect(file.takeBehind(5, 2)).toBe(true);
    expect(file.take(2)).toBe(8);
  });

  it('are not taken behind others where one is in use', () => {
    const file = fullFile(8);
    give(file, 5, 6);
    expect(file.takeBehind(4, 3)).toBe(false);
    expect(file.take(2)).toBe(5);
  });

  it('make the file longer only where it has no other room', () => {
    const file = fullFile(4);
    expect(file.takeBehind(3, 2)).toBe(true);
    give(file, 0, 1);
    expect(file.takeBehind(5, 2)).toBe(false);
    expect(file.takeBehind(5, 3)).toBe(true);
  });
});
