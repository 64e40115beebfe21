import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';

const BIOME = join(PROJECT_ROOT, 'node_modules', '.bin', 'biome');

describe('The first line of the local cloud, kept in a file of the checkout', () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
    for (const name of ['.gitignore', 'biome.json']) {
      copyFileSync(join(PROJECT_ROOT, name), join(checkout, name));
    }
    writeFileSync(join(checkout, 'tidy.json'), '{ "a": 1 }\n');
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  /** The exit code of the lint when there is one more file, whose line is not formatted. */
  function lintWith(name: string): number | null {
    writeFileSync(join(checkout, name), '{"ossEndpoint":"http://127.0.0.1:1","accessKeySecret":"secret"}\n');
    return spawnSync(BIOME, ['check', '--error-on-warnings', '.'], { cwd: checkout }).status;
  }

  it('is no business of the lint, so that `npm test` goes on to pass', () => {
    expect(lintWith('local.json')).toBe(0);
  });

  it('would be, under a name that is not ignored', () => {
    expect(lintWith('another.json')).toBe(1);
  });
});
