import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeOld } from '../../../lib/code-package';
import { withDirectory } from '../support/synthesized';

it('removes what earlier runs left, and nothing that may be in use or is not ours', () => {
  withDirectory((directory) => {
    const twoHoursAgo = Date.now() / 1000 - 2 * 60 * 60;
    for (const name of ['1.zip', '2.zip', '3.zip', 'notes.txt']) {
      writeFileSync(join(directory, name), '');
      if (name !== '3.zip') {
        utimesSync(join(directory, name), twoHoursAgo, twoHoursAgo);
      }
    }

    removeOld(directory, /^\d\.zip$/, '2.zip');

    expect(readdirSync(directory).sort()).toEqual(['2.zip', '3.zip', 'notes.txt']);
  });
});
