import { BlockFile } from '../../../../functions/extract/object-reader/block-file';

/** No byte is written: only the numbers of the blocks matter. */
const emptyFile = (): BlockFile => new BlockFile(-1, () => {});

describe('the blocks of a mailbox', () => {
  it('lie one behind the other', () => {
    const file = emptyFile();
    const first = file.take(3);
    expect([...first, ...file.take(2, first.at(-1))]).toEqual([0, 1, 2, 3, 4]);
  });

  it('are used again before the file grows, those with the lowest numbers first', () => {
    const file = emptyFile();
    for (const block of file.take(8).slice(0, 5)) file.give(block);
    expect(file.take(2, 7)).toEqual([0, 1]);
    expect(file.take(3, 7)).toEqual([2, 3, 4]);
    expect(file.take(1, 7)).toEqual([8]);
  });

  it('go on behind those before them where there is room', () => {
    const file = emptyFile();
    for (const block of file.take(8)) if (block !== 5) file.give(block);
    expect(file.take(2, 5)).toEqual([6, 7]);
  });

  it('are not taken where there is no room for all, except at the end', () => {
    const file = emptyFile();
    for (const block of file.take(8)) if (block !== 2 && block !== 5) file.give(block);
    // Free are 0, 1, 3, 4, 6 and 7, and all behind 7.
    expect(file.take(3, 2)).toEqual([6, 7, 8]);
    expect(file.take(2, 2)).toEqual([3, 4]);
  });
});
