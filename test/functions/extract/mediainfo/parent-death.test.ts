import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../../../lib/project-root';

const SCRIPT = join(__dirname, '../support/describe-and-wait.ts');

describe('a function that is killed while mediainfo waits for bytes', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'killed-'));
  afterAll(() => rmSync(temporary, { recursive: true }));

  it('leaves neither a process nor a file behind', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const children = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'latin1');
    const mediainfo = children
      .split(' ')
      .filter((pid) => pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('/bin/mediainfo'));
    expect(mediainfo).toHaveLength(1);

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    // The process that adopts the orphan collects it a moment later.
    for (let i = 0; i < 100 && existsSync(`/proc/${mediainfo[0]}`); i += 1) await sleep(50);
    expect(existsSync(`/proc/${mediainfo[0]}`)).toBe(false);
    expect(readdirSync(temporary).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  });
});
