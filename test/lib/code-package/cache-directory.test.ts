import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory } from '../../../lib/code-package/cache-directory';

describe('What is built is kept', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'cache-directory-'));
    writeFileSync(join(scratch, 'file'), '');
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  it('in the first directory that can be written to', () => {
    // Below a file there can be none, for whichever user.
    const blocked = join(scratch, 'file', 'cache');
    const own = join(scratch, 'own', 'cache');
    expect(cacheDirectory([blocked, own])).toBe(own);
    expect(existsSync(own)).toBe(true);
    expect(cacheDirectory([scratch, own])).toBe(scratch);
  });

  it('or not at all, which is said with what to do', () => {
    const blocked = join(scratch, 'file', 'cache');
    expect(() => cacheDirectory([blocked])).toThrow(
      `'${blocked}' cannot be written to. Set XDG_CACHE_HOME to one that can.`,
    );
  });
});
