import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceBetween } from '../../bench/print/replace-between';
import { renderModule } from '../../bench/print/written-module';
import { PROJECT_ROOT } from '../../lib/project-root';

describe('what the bench writes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bench-written-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('replaces its own place in a page, and nothing else, as often as it likes', () => {
    const page = join(folder, 'page.md');
    writeFileSync(page, 'before\n<!-- cost -->\nold $1\n<!-- /cost -->\nafter <!-- other -->\n');
    expect(replaceBetween(page, 'cost', 'USD $2 & more')).toBe(true);
    expect(replaceBetween(page, 'cost', 'USD $3')).toBe(true);
    expect(readFileSync(page, 'utf8')).toBe(
      'before\n<!-- cost -->\nUSD $3\n<!-- /cost -->\nafter <!-- other -->\n',
    );
  });

  it('leaves a page without the place alone', () => {
    const page = join(folder, 'page.md');
    writeFileSync(page, 'all of it\n');
    expect(replaceBetween(page, 'cost', 'x')).toBe(false);
    expect(readFileSync(page, 'utf8')).toBe('all of it\n');
  });

  it.each([
    ['README.md', ['deployed', 'cost']],
    ['docs/scale.md', ['limits', 'simulated']],
  ])('%s has places for it', (page, names) => {
    const text = readFileSync(join(PROJECT_ROOT, page), 'utf8');
    for (const name of names) expect(text).toMatch(new RegExp(`<!-- ${name} -->\n[^]+?<!-- /${name} -->`));
  });

  it('makes modules of figures', () => {
    const constants = [
      { about: 'One.', name: 'ONE', type: 'readonly Two[]', value: [{ name: 'a', share: 0.5 }] },
    ];
    expect(renderModule(["import type { Two } from './two';"], constants).split('\n')).toEqual([
      '// Written by `npm run bench -- --vcpu --write`; changes made here are lost.',
      "import type { Two } from './two';",
      '',
      '/** One. */',
      "export const ONE: readonly Two[] = [{name:'a',share:0.5}];",
      '',
    ]);
  });
});
