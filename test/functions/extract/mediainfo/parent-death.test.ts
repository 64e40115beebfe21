import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../../../lib/project-root';
import { descendants } from '../support/child-processes';

const SCRIPT = join(__dirname, '../support/describe-and-wait.ts');

describe('a function that is killed while mediainfo waits for bytes', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'killed-'));
  afterAll(() => rmSync(temporary, { recursive: true }));

  it.each([
    ['started', 1],
    ['forked', 2],
  ])('leaves neither a process nor a file behind, when mediainfo was %s', async (how, processes) => {
    const parent = spawn(process.execPath, ['--import', 'tsx', SCRIPT, how], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const mediainfo = descendants(parent.pid).filter((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('/bin/mediainfo'),
    );
    expect(mediainfo).toHaveLength(processes);

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    // The process that adopts the orphan collects it a moment later.
    const left = (): string[] => mediainfo.filter((pid) => existsSync(`/proc/${pid}`));
    for (let i = 0; i < 100 && left().length > 0; i += 1) await sleep(50);
    expect(left()).toEqual([]);
    expect(readdirSync(temporary).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  });
});
