import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { SETTINGS } from '../../../lib/settings';
import { insertSettingsTable, renderSettingsTable, TABLE_END } from '../../../lib/settings/settings-table';

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

  it('stands in the README as it is (npx tsx scripts/docs.ts brings it up to date)', () => {
    const readme = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');

    expect(readme).toBe(insertSettingsTable(readme));
  });

  it('finds its place by both marks', () => {
    expect(() => insertSettingsTable('# Title')).toThrow("'<!-- settings -->' and '<!-- /settings -->'");
    expect(() => insertSettingsTable(`${TABLE_END} <!-- settings -->`)).toThrow('must have its place');
  });
});
