import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../../lib/project-root';

const SCRIPT = join(__dirname, '../support/start-with-few.ts');

/** Enough for Node.js and for the compiler of the script. */
const DESCRIPTORS = 128;

describe('an instance with few descriptors left', () => {
  it('starts mediainfo or says that the platform cannot, and loses none', () => {
    const command = [process.execPath, '--import', 'tsx', SCRIPT];
    const printed = execFileSync('sh', ['-c', `ulimit -n ${DESCRIPTORS}; exec "$@"`, 'sh', ...command], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    });
    const seen = JSON.parse(printed) as { left: number; outcome: string; lost: number }[];
    expect(seen.map(({ lost }) => lost)).toEqual(seen.map(() => 0));
    const started = seen.findIndex(({ outcome }) => outcome === 'started');
    expect(started).toBeGreaterThan(4);
    expect(new Set(seen.slice(0, started).map(({ outcome }) => outcome))).toEqual(new Set(['PlatformError']));
    expect(new Set(seen.slice(started).map(({ outcome }) => outcome))).toEqual(new Set(['started']));
  });
});
