import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodePackageError } from '../../../lib/code-package';
import { readyMadeCode } from '../../../lib/code-package/own-code-package';
import { withDirectory } from '../support/synthesized';

describe('the ready-made code', () => {
  it('is the zip that the file beside it tells of', () => {
    withDirectory((directory) => {
      const about = { file: 'a.zip', sha256: 'a'.repeat(64), mediaInfoVersion: '26.10' };
      writeFileSync(join(directory, 'code.json'), JSON.stringify(about));

      expect(readyMadeCode(directory)).toEqual({
        path: join(directory, 'a.zip'),
        sha256: 'a'.repeat(64),
        mediaInfoVersion: '26.10',
      });
    });
  });

  it('is refused where it is missing', () => {
    expect(() => readyMadeCode('/nowhere/code')).toThrow(CodePackageError);
    expect(() => readyMadeCode('/nowhere/code')).toThrow(
      /^Code package: the zip of the functions must be in '\/nowhere\/code' \(ENOENT.*\)\. Install media-metadata anew\.$/,
    );
  });
});
