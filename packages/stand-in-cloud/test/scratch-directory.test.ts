import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '../src/storage/process-identity';
import { makeScratch } from '../src/storage/scratch-directory';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'scratch-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

it('removes what killed processes left, and nothing else', async () => {
  const { pid } = spawnSync('true');
  const [, , space] = identityOf(process.pid).split('-');
  const gone = `stand-in-cloud-${pid}-1-${space}-AbCdEf`;
  // Function code is read-only.
  mkdirSync(join(parent, gone, 'function-compute', 'code'), { recursive: true, mode: 0o555 });
  const kept = [
    // This process, another container's process, and names that are not ours.
    `stand-in-cloud-${identityOf(process.ppid)}-AbCdEf`,
    `stand-in-cloud-${pid}-1-${Number(space) + 1}-AbCdEf`,
    'stand-in-cloud-notes',
    'other',
  ];
  for (const name of kept) mkdirSync(join(parent, name));
  writeFileSync(join(parent, `stand-in-cloud-${pid}-1-${space}-AFile0`), '');
  const notices: string[] = [];

  const scratch = await makeScratch((text) => notices.push(text), parent);

  expect(existsSync(join(parent, gone))).toBe(false);
  expect(readdirSync(parent)).toEqual(
    expect.arrayContaining([...kept, `stand-in-cloud-${pid}-1-${space}-AFile0`]),
  );
  expect(notices).toEqual([`'${join(parent, gone)}' was left by a process that is gone; it is removed.`]);
  expect(scratch).toContain(join(parent, `stand-in-cloud-${identityOf(process.pid)}-`));
});
