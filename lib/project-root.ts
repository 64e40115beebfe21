import { resolve } from 'node:path';

/** The directory of package.json. Nothing depends on the directory that a command is started in. */
export const PROJECT_ROOT = resolve(__dirname, '..');
