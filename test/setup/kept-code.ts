// With its ending, because without it Jest brings this file.
import * as real from '../../lib/code-package/own-code-package.js';
import { keptText } from './kept-text';

export const { READY_MADE, READY_MADE_FILE, readyMadeCode } = real;

/** Takes the place of the real one in all tests: builds the zip once in a run. Its tests say that it is always the same. */
export const ownCodePackage: typeof real.ownCodePackage = () =>
  JSON.parse(keptText('own-code.json', () => JSON.stringify(real.ownCodePackage())));
