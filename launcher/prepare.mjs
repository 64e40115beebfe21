// `npm ci` runs this to compile the command, so that the first call does not have to.
import { existsSync } from 'node:fs';
import { compiledCommand } from './compiled.mjs';

// After `npm ci --omit=dev` the compiler is not installed.
if (existsSync(new URL('../node_modules/tsx', import.meta.url))) await compiledCommand();
