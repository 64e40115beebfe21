import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../lib/project-root';

export const run = promisify(execFile);

interface Manifest {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Names of the packages that npm installs for a package. */
export function needsOf(directory: string): string[] {
  const { dependencies, peerDependencies }: Manifest = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  );
  return Object.keys({ ...dependencies, ...peerDependencies });
}

/** Makes the tarball of the project, as `npm publish` would. @returns its path */
export async function pack(directory: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', directory], {
    cwd: PROJECT_ROOT,
  });
  // The scripts of npm may say something first.
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
  return join(directory, filename);
}

/**
 * Installs the tarball into `app` as npm does, without a network: unpacked, beside the packages that it and the app ask
 * for, which are those of this checkout, and nothing else.
 */
export async function install(tarball: string, app: string): Promise<string> {
  const modules = join(app, 'node_modules');
  const installed = join(modules, 'media-metadata');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  const needed = new Set([...needsOf(installed), ...needsOf(app)]);
  needed.delete('media-metadata');
  for (const name of needed) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, 'node_modules', name), join(modules, name));
  }
  return installed;
}

/** A copy of an example, as somebody would begin with it. */
export function copyExample(name: string, directory: string): string {
  const app = join(directory, name);
  cpSync(join(PROJECT_ROOT, 'examples', name), app, {
    recursive: true,
    filter: (path) => !/node_modules|cdk\.out/.test(path.slice(PROJECT_ROOT.length)),
  });
  return app;
}
