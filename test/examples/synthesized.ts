import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../lib/project-root';
import { keptFolder } from '../setup/kept-folder';

/** What an example makes, as its README says: from the root of the checkout, where the library is the source beside it. */
export const synthesizedExample = (name: string): Promise<string> =>
  keptFolder(`example-${name}`, async (outdir) => {
    const argv = ['--import', require.resolve('tsx'), `examples/${name}/app.ts`];
    const env = { ...process.env, CDK_OUTDIR: outdir };
    await promisify(execFile)(process.execPath, argv, { cwd: PROJECT_ROOT, env });
  });
