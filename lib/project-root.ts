import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rootOf = (directory: string): string =>
  existsSync(join(directory, 'package.json')) ? directory : rootOf(dirname(directory));

/**
 * The directory of package.json, whether this runs from the sources or compiled. So nothing depends on the
 * current directory.
 */
export const PROJECT_ROOT = rootOf(__dirname);
