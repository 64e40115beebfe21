import { readFileSync } from 'node:fs';
import { SETTINGS } from '../../../lib/settings';
import { renderSettingsPage, renderSettingsTable, SETTINGS_PAGE } from '../../../lib/settings/settings-table';

describe('the settings table', () => {
  it('has a row for every setting, in the order of the schema', () => {
    const names = renderSettingsTable()
      .split('\n')
      .slice(2)
      .map((row) => /^\| `(\w+)` \| /.exec(row)?.[1]);

    expect(names).toEqual(Object.keys(SETTINGS.shape));
  });

  it('shows literal defaults as they are and describes the others', () => {
    expect(renderSettingsTable()).toContain(
      '| `memoryMB` | `512` | 128–32,768, a multiple of 64 | Memory of',
    );
    expect(renderSettingsTable()).toContain('| `bucketName` | derived from the id of the stack |');
  });

  it('stands in docs/settings.md as it is (npm run docs brings it up to date)', () => {
    expect(readFileSync(SETTINGS_PAGE, 'utf8')).toBe(renderSettingsPage());
  });
});
