import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rootOf = (directory: string): string =>
  existsSync(join(directory, 'package.json')) ? directory : rootOf(dirname(directory));

/**
 * The directory of package.json, which is above the sources as well as what is compiled from them. Nothing depends on
 * the directory that a command is started in.
 */
export const PROJECT_ROOT = rootOf(__dirname);
