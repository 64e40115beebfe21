import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodePackageError } from '../../../lib/code-package';
import { readyMadeCode } from '../../../lib/code-package/own-code-package';
import { withDirectory } from '../support/synthesized';

const [ONE, OTHER] = ['a', 'b'].map((digit) => `${digit.repeat(64)}.zip`) as [string, string];

describe('the ready-made code', () => {
  it('is the one zip in its directory, whose name is its hash', () => {
    withDirectory((directory) => {
      writeFileSync(join(directory, ONE), 'zip');

      expect(readyMadeCode(directory)).toEqual({ path: join(directory, ONE), sha256: 'a'.repeat(64) });
    });
  });

  it.each([
    ['nothing', [], 0],
    ['no zip of such a name', ['code.zip'], 0],
    ['two', [ONE, OTHER], 2],
  ])('is refused where there is %s', (_, names, found) => {
    withDirectory((directory) => {
      const code = join(directory, 'code');
      mkdirSync(code);
      for (const name of names) writeFileSync(join(code, name), 'zip');

      expect(() => readyMadeCode(code)).toThrow(CodePackageError);
      expect(() => readyMadeCode(code)).toThrow(
        `Code package: '${code}' must hold one zip, ${found} found. Install media-metadata anew.`,
      );
    });
  });

  it('is refused where there is no directory', () => {
    expect(() => readyMadeCode('/nowhere/code')).toThrow('must hold one zip, 0 found');
  });
});
