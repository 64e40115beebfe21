// `npm ci` has the command compiled by this, so that its first call need not.
import { compiledCommand } from './compiled.mjs';

await compiledCommand();
