// `npm ci` has the command compiled by this, so that its first call need not.
import { existsSync } from 'node:fs';
import { compiledCommand } from './compiled.mjs';

// Not there after `npm ci --omit=dev`, which leaves out what compiles.
if (existsSync(new URL('../node_modules/tsx', import.meta.url))) await compiledCommand();
